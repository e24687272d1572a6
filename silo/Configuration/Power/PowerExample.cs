namespace NasOrleans.Silo.Configuration;

/// <summary>The part of the example that is more than single values: as comments, since none of it is a default.</summary>
internal static class PowerExample
{
    /// <summary>What stands in the example: every line of <see cref="Text"/> behind a '#'.</summary>
    public static string Commented { get; } = string.Concat(Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  # {line}\n"));

    // A test reads it without the marks, so that whoever takes them away has something that works.
    public const string Text = """
        --- One UPS, one NAS (truenas.host above) and the host that we run on: this is all of it.
        sources:
          rack: rack@localhost                  # name of the UPS at its NUT server, and where that is; a port goes behind a ':'
        groups:
          home:
            loads:
              nas: { system: truenas }          # the NAS first,
              host: { local: true }             # our own host last
        --- Everything that can be said. Keys that are left out have the values shown here.
        sources:                                # each under its id
          rack:
            name: Rack                          # its id when not given
            ups:
              ups: rack@192.168.1.11
              role: observer                    # or secondary, or primary: these hold a login at the server
              userName: monitor                 # for those roles, and for orders to the UPS
              statusInterval: 250ms
              pollInterval: 1s
              hostSync: 15s                     # how long a primary waits for the others to log out
              server: { host: 192.168.1.11, port: 3493, tls: off }     # tls: off, skipVerify or strict (with fingerprint or authority)
            passwordFile: rack.password         # counted from the folder of this file; or password
            triggers:                           # the first that holds decides; 0 switches one off
              lowCharge: 20                     # percent
              lowRuntime: 10m
              depletionRate: 15                 # percent per minute
              depletionWindow: 5m
              depletionGrace: 90s
              longOnBattery: 15m
              stabilisation: 30s                # what a UPS says of its battery does not count so soon after the transfer
              testFloor: 10                     # percent, while it calibrates or tests itself
            contact:
              staleTolerance: 3                 # missing answers in a row until contact is in doubt
              grace: 60s                        # on line: until that is called lost
              failsafe: 5s                      # on battery: until the source counts as lost
            voltage:                            # nominal, low and high come from the UPS when not given
              band: 10                          # percent
              hysteresis: 1
              sustained: 10s
              severe: 15
          plug:
            probe: http://192.168.1.12/         # anything but one of the 200s is a failed check; host:port is TCP, a host alone is ping
          outlet:
            probe:
              target: https://192.168.1.13/status
              jsonPath: mains.ok
              match: "true"
              trust: pinned                     # systemCa, pinned, ownCa or ignore
              fingerprint: 0000000000000000000000000000000000000000000000000000000000000000
              mode: verified                    # or immediate
              checkInterval: 60s
              totalChecks: 5
              timeout: 10s
              headers: [{ name: X-Site, value: cellar }]
            authorizationFile: outlet.authorization
        keys:
          default: id_nas_shutdown              # private, without a passphrase: nobody is there to type it
        passwords:
          default: ipmi.password
        commands:
          save-work: /usr/local/bin/save-work --all
        host: { host: 172.17.0.1, user: nas-power, hostKey: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU" }     # only when we run in a container on it
        groups:                                 # each under its id
          home:
            name: Home
            sources: [rack]                     # those of its loads, or all there are, when not given
            dryRun: false
            loads:                              # each under its id
              lab:
                feeds: [rack]                   # all sources of the group when not given
                rule: all                       # all, any or atLeast (with count) of them must be lost
                shedding: { level: 1, charge: 60, onBattery: 5m, runtime: 0s, byReserve: false }     # goes down earlier; lower levels first
                delay: 0s
                reserve: 60s
                powerOn: { wake: ["02:00:00:00:00:01"] }
              nas: { system: truenas }
              synology: { serves: [], powerOn: { ipmi: { host: 192.168.1.21, user: admin, password: default } } }
              host: { local: true }
            phases:                             # in this order; when not given: systems, then our own host
              - name: guests
                steps: [{ virtualMachines: { forceAfter: 30s, except: [router] } }, { containers: { engine: docker, stopTimeout: 10s } }, { command: save-work }]
              - name: lab
                parallel: true
                steps:
                  - { load: lab, guests: { hypervisor: proxmox, on: { host: 192.168.1.20, user: root, hostKey: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU" } } }
              - name: lab-off
                steps:
                  - { load: lab, host: { command: shutdown -h now, on: { host: 192.168.1.20, user: root, hostKey: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU" } } }
              - name: disks
                parallel: false
                steps: [sync, { unmount: /mnt/media }, { unmount: { path: /mnt/nas, lazy: true }, timeout: 15s }]
              - name: nas
                steps: [{ trueNas: truenas, timeout: 5m, confirmation: dark, onFailure: goOn }]
              - name: synology
                steps:
                  - id: synology-off
                    load: synology
                    host:
                      command: sudo -n /usr/syno/sbin/synoshutdown -s
                      on: { host: 192.168.178.229, port: 22, user: nas-admin, key: default, hostKey: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU" }
              - name: host
                steps: [localHostOff]
            cancel: { onReturn: true, after: 10s }
            powerOn: { minimumCharge: 50, delay: 2m, afterReboot: false }
            upsOff: [{ source: rack, way: return, delay: 2m }]
        """;
}
