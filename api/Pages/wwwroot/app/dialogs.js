import { call } from './client.js';

const edit = document.getElementById('edit');
const remove = document.getElementById('remove');

for (const button of document.querySelectorAll('[data-close]')) button.addEventListener('click', () => button.closest('dialog').close());

function open(dialog, act, done) {
  const form = dialog.querySelector('form');
  const error = dialog.querySelector('.error');
  const button = dialog.querySelector('[type=submit]');
  error.hidden = true;
  form.onsubmit = async event => {
    event.preventDefault();
    button.disabled = true;
    try {
      done(await act(new FormData(form)));
      dialog.close();
    } catch (problem) {
      error.textContent = problem.message;
      error.hidden = false;
    } finally {
      button.disabled = false;
    }
  };
  dialog.showModal();
}

export function addSystem(done) {
  edit.querySelector('h2').textContent = 'Add system';
  edit.querySelector('form').reset();
  open(edit, form => call('POST', '/api/v1/systems', { name: form.get('name'), host: form.get('host') }), done);
}

export function changeSystem(system, done) {
  const form = edit.querySelector('form');
  edit.querySelector('h2').textContent = `Change ${system.name}`;
  form.elements.name.value = system.name;
  form.elements.host.value = system.host;
  open(edit, values => call('PUT', `/api/v1/systems/${system.id}`, { name: values.get('name'), host: values.get('host') }), done);
}

export function removeSystem(system, done) {
  document.getElementById('remove-text').textContent = `${system.name} (${system.id}) leaves the fleet. What happened to it stays in its history.`;
  open(remove, () => call('DELETE', `/api/v1/systems/${system.id}`), done);
}
