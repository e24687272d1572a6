const form = document.getElementById('form');
const error = document.getElementById('error');
const button = form.querySelector('button');

function show(text) {
  error.textContent = text;
  error.hidden = !text;
}

/** Sends the form's values as JSON; goes on to a page when that was accepted, else says why not. */
export function submit(address, values, next) {
  form.addEventListener('submit', async event => {
    event.preventDefault();
    show('');
    const body = values(new FormData(form));
    if (typeof body === 'string') return show(body);
    button.disabled = true;
    try {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Nas-Csrf': '1' },
        body: JSON.stringify(body),
      });
      if (answer.ok) return location.replace(next);
      const problem = await answer.json();
      show([problem.title, problem.detail].filter(Boolean).join('. '));
    } catch {
      show('No answer. Is the program running?');
    } finally {
      button.disabled = false;
    }
  });
}
