import { submit } from './door.js';

// Only our own pages: a link must not be able to send people elsewhere after they signed in.
const wanted = new URLSearchParams(location.search).get('return') ?? '';
const next = /^\/ui\/[\w/?=&.-]*$/.test(wanted) && !wanted.includes('//') ? wanted : '/ui/';

submit('/api/v1/session', form => ({ user: form.get('user'), password: form.get('password') }), next);
