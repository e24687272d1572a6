import { submit } from './door.js';

// The token stands behind the '#', so that no request carries it into a log. It goes from the address at once, so that it stays
// in no history and on no screen.
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
history.replaceState(null, '', location.pathname);

submit('/api/v1/setup', form => {
  if (!token) return 'Open the whole set-up link, with the token that stands in it.';
  if (form.get('password') !== form.get('again')) return 'The two passwords differ.';
  return { token, user: form.get('user'), password: form.get('password') };
}, '/ui/');
