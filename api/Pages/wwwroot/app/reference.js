import { call, h, whoAmI } from './client.js';

const resolve = (document, thing) => thing?.$ref
  ? thing.$ref.slice(2).split('/').reduce((at, part) => at[part.replaceAll('~1', '/').replaceAll('~0', '~')], document)
  : thing;

function typeOf(document, schema) {
  const name = schema?.$ref?.split('/').at(-1);
  const actual = resolve(document, schema) ?? {};
  if (actual.enum) return actual.enum.filter(value => value !== null).join(' | ');
  if (actual.type === 'array' || actual.type?.includes?.('array')) return `list of ${typeOf(document, actual.items)}`;
  if (actual.oneOf) return typeOf(document, actual.oneOf.find(one => one.type !== 'null'));
  return name ?? [actual.type].flat().filter(type => type && type !== 'null').join(' or ') + (actual.format ? ` (${actual.format})` : '');
}

function members(document, schema) {
  const properties = resolve(document, schema)?.properties;
  if (!properties) return null;
  return h('table', {}, h('tbody', {}, ...Object.entries(properties).map(([name, value]) =>
    h('tr', {}, h('td', { class: 'mono' }, name), h('td', { class: 'quiet' }, typeOf(document, value))))));
}

function parameters(document, list) {
  return h('table', {}, h('tbody', {}, ...list.map(parameter => h('tr', {},
    h('td', { class: 'mono' }, parameter.name), h('td', { class: 'quiet' }, parameter.in),
    h('td', { class: 'quiet' }, typeOf(document, parameter.schema)), h('td', {}, parameter.description ?? '')))));
}

function section(title, ...content) {
  return [h('h3', {}, title), ...content];
}

function operation(document, path, method, told) {
  const body = told.requestBody?.content?.['application/json']?.schema;
  return h('details', {},
    h('summary', {}, h('span', { class: `method ${method}` }, method.toUpperCase()), h('span', { class: 'mono' }, path), h('span', { class: 'quiet' }, told.summary ?? '')),
    h('div', { class: 'details' },
      h('span', { class: 'quiet small' }, told.description ?? 'Open to anybody'),
      ...(told.parameters?.length ? section('Parameters', parameters(document, told.parameters)) : []),
      ...(body ? section(`Body: ${typeOf(document, body)}`, members(document, body)) : []),
      ...Object.entries(told.responses).flatMap(([status, answer]) => Object.entries(answer.content ?? { '': {} }).flatMap(([type, { schema }]) =>
        section(`${status === 'default' ? 'Otherwise' : status} ${type}`, schema ? members(document, schema) : null)))));
}

const error = document.getElementById('error');
try {
  await whoAmI();
  const described = await call('GET', '/openapi/v1.json');
  const groups = new Map();
  for (const [path, item] of Object.entries(described.paths))
    for (const [method, told] of Object.entries(item)) {
      const tag = told.tags?.[0] ?? 'Other';
      groups.set(tag, [...(groups.get(tag) ?? []), operation(described, path, method, told)]);
    }
  document.getElementById('groups').append(...[...groups].map(([tag, operations]) => h('section', { class: 'group' }, h('h2', {}, tag), ...operations)));
} catch (problem) {
  error.textContent = problem.message;
  error.hidden = false;
}
