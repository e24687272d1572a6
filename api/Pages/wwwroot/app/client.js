/** Calls the API. Throws an Error with the text for people; sends them to the login page when the session ended. */
export async function call(method, address, body) {
  const headers = { 'X-Nas-Csrf': '1' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(address, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Error('No answer. Is the program running?');
  }
  if (answer.status === 401) toLogin();
  if (answer.status === 204) return null;
  const content = await answer.json().catch(() => ({ title: `Answer ${answer.status}` }));
  if (!answer.ok) throw new Error([content.title, content.detail].filter(Boolean).join('. '));
  return content;
}

export function toLogin() {
  location.assign('/ui/login?return=' + encodeURIComponent(location.pathname));
}

/** Shows who is signed in and lets them leave; gives back the session. */
export async function whoAmI() {
  const session = await call('GET', '/api/v1/session');
  document.getElementById('who').textContent = `${session.actor} · ${session.role}`;
  const leave = document.getElementById('leave');
  leave.hidden = session.via !== 'session';
  leave.addEventListener('click', async () => {
    await call('DELETE', '/api/v1/session');
    location.assign('/ui/login');
  });
  return session;
}

/** Makes an element: h('td', { class: 'name' }, child, 'text'). Text stays text, so nothing typed elsewhere becomes markup. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}
