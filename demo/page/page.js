// The demo's panel: three Teams clients side by side, and the clock that only this page moves.
const find = (id) => document.getElementById(id);
const buttons = [...document.querySelectorAll('[data-move]')];
const ROLES = { 'attendance-officer': 'Attendance officer', 'ap-lead': 'AP lead', dsl: 'DSL' };
const roleName = (role) => ROLES[role] ?? role;
let moving = false;
let outcome = '';
let laid;
/** How often each client had said hello before this page opened it. */
let before = new Map();

const count = (n, one) => `${n} ${one}${n === 1 ? '' : 's'}`;

function clockText(state) {
  const part = (options) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: state.timeZone, ...options }).format(new Date(state.now));
  const day = ['weekday', 'day', 'month', 'year'].map((name) =>
    part({ [name]: name === 'day' || name === 'year' ? 'numeric' : 'short' }),
  );
  return `${day.join(' ').replace('Sept', 'Sep')} ${part({ hour: '2-digit', minute: '2-digit' })}`;
}

function say(text, wrong = false) {
  const line = find('message');
  if (line.textContent !== text) line.textContent = text;
  line.classList.toggle('wrong', wrong);
}

function column({ role, name, url }) {
  const title = `${roleName(role)} · ${name}`;
  const section = document.createElement('section');
  const heading = document.createElement('h2');
  const frame = document.createElement('iframe');
  section.id = `client-${role}`;
  heading.textContent = title;
  heading.id = `name-${role}`;
  section.setAttribute('aria-labelledby', heading.id);
  frame.title = `Teams of ${title}`;
  // Under this page's own host name, so that the browser lets the client keep its chat.
  frame.src = Object.assign(new URL(url), { hostname: location.hostname }).href;
  section.append(heading, frame);
  return section;
}

function tab({ role, name }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.role = 'tab';
  button.textContent = roleName(role);
  button.title = name;
  button.setAttribute('aria-controls', `client-${role}`);
  button.addEventListener('click', () => show(role));
  button.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const tabs = [...find('tabs').children];
    if (step) tabs.at((tabs.indexOf(button) + step) % tabs.length).focus();
  });
  return button;
}

function show(role) {
  for (const section of find('clients').children)
    section.classList.toggle('shown', section.id === `client-${role}`);
  for (const button of find('tabs').children) {
    const selected = button.getAttribute('aria-controls') === `client-${role}`;
    button.setAttribute('aria-selected', String(selected));
    button.tabIndex = selected ? 0 : -1;
  }
}

/** Lays out the clients when they are first known, and anew when the demo was started again with others. */
function lay(clients) {
  const wanted = clients.map(({ url }) => url).join(' ');
  if (laid === wanted) return;
  laid = wanted;
  before = new Map(clients.map(({ role, hellos }) => [role, hellos]));
  find('tabs').hidden = clients.length === 0;
  if (clients.length === 0) {
    const notice = document.createElement('p');
    notice.className = 'notice';
    notice.textContent = 'No Teams clients were started. The clock works all the same.';
    find('clients').replaceChildren(notice);
    return;
  }
  find('clients').replaceChildren(...clients.map(column));
  find('tabs').replaceChildren(...clients.map(tab));
  show(clients[0].role);
}

function draw(state) {
  lay(state.clients);
  find('school').textContent = state.school;
  find('now').textContent = clockText(state);
  find('now').dateTime = state.now;
  document.title = `${clockText(state)} · Waymark demo`;
  // A demo that was started again has never heard of the clients in this page.
  if (state.clients.some(({ role, hellos }) => hellos < before.get(role))) location.reload();
  // What is sent to a client before it has said hello from this page is not shown.
  const isOpen = ({ role, hellos }) => hellos > before.get(role);
  for (const client of state.clients) find(`client-${client.role}`).dataset.open = isOpen(client);
  const awaited = state.clients.filter((client) => !isOpen(client)).map(({ role }) => roleName(role));
  const ready = awaited.length === 0 && !moving;
  for (const button of buttons)
    button.disabled = !ready || (button.dataset.move.includes('next') && !nextOf(button, state));
  if (awaited.length > 0) say(`Waiting for Teams to open: ${awaited.join(', ')}`);
  else if (!moving) say(outcome || 'Ready. Move the clock to begin.', outcome.startsWith('The clock'));
}

const nextOf = (button, state) =>
  button.dataset.move.includes('school-day') ? state.nextSchoolDay : state.nextSession;

async function move(body) {
  const response = await fetch('/demo/clock', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const result = await response.json();
  if (!response.ok) return `The clock was not moved. ${result.error}`;
  return `${count(result.delivered, 'card')} delivered, ${result.unaccounted} unaccounted`;
}

async function press(button) {
  if (moving) return;
  moving = true;
  for (const each of buttons) each.disabled = true;
  say('Moving the clock…');
  outcome = await move(button.dataset.move).catch(
    () => 'The clock was not moved. The demo does not answer: is it still running?',
  );
  moving = false;
  await refresh();
  button.focus();
}

async function refresh() {
  try {
    const response = await fetch('/demo/state');
    if (!response.ok) throw new Error(response.statusText);
    draw(await response.json());
  } catch {
    for (const button of buttons) button.disabled = true;
    say('The demo does not answer. Is it still running?', true);
  }
}

for (const button of buttons) button.addEventListener('click', () => press(button));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') document.querySelector('.help').open = false;
});

/** The clock can also be moved by a request from outside this page, so the page keeps looking. */
async function keepLooking() {
  if (!moving && !document.hidden) await refresh();
  setTimeout(keepLooking, 1000);
}
keepLooking();
