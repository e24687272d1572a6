#!/usr/bin/env bash
# Installs the programs that tests run against, where that is allowed: Debian or Ubuntu, as root. Elsewhere such tests say
# what they miss and are skipped.
set -euo pipefail

# program that shows it is there -> package
declare -A needed=([strace]=strace [promtool]=prometheus [initdb]=postgresql [jq]=jq [curl]=curl [ssh]=openssh-client [sshd]=openssh-server
  [upsd]=nut-server [upsc]=nut-client [certutil]=libnss3-tools
  [virsh]=libvirt-clients [podman]=podman [runc]=runc [busybox]=busybox-static)

has() { command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || ls /usr/lib/postgresql/*/bin/"$1" >/dev/null 2>&1; }

missing=()
for program in "${!needed[@]}"; do has "$program" || missing+=("${needed[$program]}"); done
if [ ${#missing[@]} = 0 ]; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "nas: tests that need ${missing[*]} will be skipped (no leave to install)" >&2
  exit 0
fi

# The tests start what they need themselves: no service is to run because its package was installed.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi
echo "nas: installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >&2
apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
