import { call, h, whoAmI } from './client.js';
import { addSystem, changeSystem, removeSystem } from './dialogs.js';
import { ago, row } from './rows.js';

const find = id => document.getElementById(id);
const [rows, empty, more, live, said] = ['rows', 'empty', 'more', 'live', 'said'].map(find);
const filter = { status: '', q: '', sort: 'name asc' };
const shown = new Map();
let acts = null;
let next = null;
let feed = null;
let loading = 0;

function address(cursor) {
  const [sort, order] = filter.sort.split(' ');
  const query = new URLSearchParams({ sort, order });
  for (const key of ['status', 'q']) if (filter[key]) query.set(key, filter[key]);
  if (cursor) query.set('cursor', cursor);
  return '/api/v1/systems?' + query;
}

async function load(cursor) {
  const turn = ++loading;
  const page = await call('GET', address(cursor));
  if (turn !== loading) return null;
  if (!cursor) {
    shown.clear();
    rows.replaceChildren();
  }
  for (const system of page.items) put(system, false);
  next = page.next;
  more.hidden = !next;
  tellEmpty();
  return page;
}

function put(system, fresh) {
  const known = shown.get(system.id);
  if (known && known.revision > system.revision) return;
  const made = row(system, acts);
  if (known) {
    // A row is only made anew when something but the moment changed, so that keyboard focus stays where it is.
    const old = rows.querySelector(`[data-id="${CSS.escape(system.id)}"]`);
    const quiet = known.name === system.name && known.host === system.host && known.status === system.status;
    if (quiet) old.querySelector('.seen').replaceWith(made.querySelector('.seen'));
    else {
      if (fresh) made.classList.add('fresh');
      old.replaceWith(made);
    }
  } else rows.append(made);
  shown.set(system.id, system);
}

function drop(id) {
  if (!shown.delete(id)) return;
  rows.querySelector(`[data-id="${CSS.escape(id)}"]`).remove();
  tellEmpty();
}

function tellEmpty() {
  empty.hidden = shown.size > 0;
  if (shown.size > 0) return;
  const filtered = filter.status || filter.q;
  empty.replaceChildren(
    h('strong', {}, filtered ? 'Nothing matches' : 'No systems yet'),
    h('span', { class: 'quiet' }, filtered ? 'Try another status or search.' : acts ? 'A TrueNAS is added as a connection, POST /api/v1/connections, which no page can do yet: the README has the line. "Add system" is for what reports in by itself.' : 'An operator can add them.'));
}

const matches = system => (!filter.status || system.status === filter.status) &&
  (!filter.q || [system.name, system.id, system.host].some(text => text.toLowerCase().includes(filter.q.toLowerCase())));

let reloadTimer = 0;
function reloadSoon() {
  clearTimeout(reloadTimer);
  reloadTimer = setTimeout(() => load().catch(tell), 300);
}

function changed(system) {
  if (shown.has(system.id)) {
    if (matches(system)) put(system, true);
    else drop(system.id);
  } else if (matches(system)) reloadSoon();
}

function count(summary) {
  for (const element of document.querySelectorAll('[data-count]')) element.textContent = summary[element.dataset.count].toLocaleString('en');
}

function follow(since) {
  feed?.close();
  feed = new EventSource('/api/v1/systems?follow=true&since=' + since);
  const on = (name, act) => feed.addEventListener(name, event => act(JSON.parse(event.data)));
  feed.onopen = () => state('live', 'Live');
  on('changed', changed);
  on('removed', gone => drop(gone.id));
  on('summary', count);
  on('reset', () => load().catch(tell));
  feed.onerror = () => {
    state('lost', 'Connection lost; what you see may be old. Trying again');
    // The browser gives up when it was refused: then the session ended, or the program is still starting.
    if (feed.readyState === EventSource.CLOSED) setTimeout(start, 3000);
  };
}

function state(name, text) {
  live.dataset.state = name;
  live.textContent = text;
}

const tell = problem => { said.textContent = problem.message; state('lost', problem.message); };

async function start() {
  try {
    const page = await load();
    if (page) follow(page.feed);
  } catch (problem) {
    tell(problem);
    setTimeout(start, 3000);
  }
}

find('cards').addEventListener('click', event => {
  const card = event.target.closest('button');
  if (!card) return;
  for (const other of find('cards').children) other.setAttribute('aria-pressed', String(other === card));
  filter.status = card.dataset.status;
  load().catch(tell);
});
find('search').addEventListener('input', event => { filter.q = event.target.value.trim(); reloadSoon(); });
find('sort').addEventListener('change', event => { filter.sort = event.target.value; load().catch(tell); });
find('next').addEventListener('click', () => load(next).catch(tell));
find('add').addEventListener('click', () => addSystem(system => { said.textContent = `${system.name} was added`; load().catch(tell); }));

setInterval(() => {
  for (const time of rows.querySelectorAll('time')) time.textContent = ago(time.dateTime);
}, 5000);

const session = await whoAmI();
if (session.role === 'operator' || session.role === 'admin') {
  find('add').hidden = false;
  acts = {
    change: system => changeSystem(system, after => put(after, true)),
    remove: system => removeSystem(system, () => { said.textContent = `${system.name} was removed`; drop(system.id); }),
  };
}
await start();
