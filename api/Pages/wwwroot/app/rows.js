import { h } from './client.js';

// Each status has its own shape beside its colour.
const shapes = { online: 'M2 7.5 5.5 11 12 3.5', stale: 'M7 2v6M7 11.5v.1', offline: 'M3 3l8 8M11 3l-8 8', unknown: 'M4.5 4.5a2.5 2.5 0 1 1 3.6 2.2C7.3 7.1 7 7.5 7 8.4M7 11.6v.1' };
const words = { online: 'Online', stale: 'Stale', offline: 'Offline', unknown: 'Unknown' };

function pill(status) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 14 14');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', shapes[status]);
  svg.append(path);
  return h('span', { class: `pill ${status}` }, svg, words[status]);
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

export function ago(moment) {
  const seconds = Math.min(0, (new Date(moment) - Date.now()) / 1000);
  if (seconds > -5) return 'just now';
  for (const [unit, size] of [['day', 86400], ['hour', 3600], ['minute', 60]])
    if (-seconds >= size) return relative.format(Math.ceil(seconds / size), unit);
  return relative.format(Math.ceil(seconds), 'second');
}

export function seenCell(system) {
  return system.lastSeen
    ? h('time', { datetime: system.lastSeen, title: new Date(system.lastSeen).toLocaleString() }, ago(system.lastSeen))
    : h('span', { class: 'quiet' }, 'never');
}

/** One system as a table row; with acts for those who may change it. */
export function row(system, acts) {
  return h('tr', { 'data-id': system.id },
    h('td', { class: 'name' }, h('strong', {}, system.name), h('span', { class: 'quiet small mono' }, system.id)),
    system.host ? h('td', { class: 'host' }, system.host) : h('td', { class: 'host' }),
    h('td', { class: 'status' }, pill(system.status)),
    h('td', { class: 'seen' }, seenCell(system)),
    h('td', { class: 'acts' }, ...(acts ? [
      h('button', { class: 'plain', 'aria-label': `Change ${system.name}`, onclick: () => acts.change(system) }, 'Change'),
      h('button', { class: 'plain', 'aria-label': `Remove ${system.name}`, onclick: () => acts.remove(system) }, 'Remove'),
    ] : [])));
}
