// The shop's own script: a cart in localStorage, and the size guide, which navigates with history.pushState.
const read = () => JSON.parse(localStorage.getItem('cart') ?? '[]');

function showCart() {
  const items = read();
  document.querySelector('[data-cart-count]').textContent = items.length || '';
  const cart = document.querySelector('[data-cart]');
  if (!cart || items.length === 0) return;
  const rows = items.map(({ name, size, price }) => {
    const row = document.createElement('tr');
    for (const text of [name, `Size ${size}`, `€${price.toLocaleString('en-GB')}`]) row.insertCell().textContent = text;
    return row;
  });
  const table = document.createElement('table');
  table.append(...rows);
  const total = document.createElement('p');
  total.className = 'price';
  total.textContent = `€${items.reduce((sum, item) => sum + item.price, 0).toLocaleString('en-GB')}`;
  const empty = document.createElement('button');
  empty.className = 'button';
  empty.textContent = 'Empty the cart';
  empty.onclick = () => {
    localStorage.removeItem('cart');
    location.reload();
  };
  cart.replaceChildren(table, total, empty);
}

for (const button of document.querySelectorAll('[data-add]')) {
  button.onclick = () => {
    const size = document.querySelector('[name=size]:checked').value;
    const item = { name: button.dataset.add, size, price: Number(button.dataset.price) };
    localStorage.setItem('cart', JSON.stringify([...read(), item]));
    button.textContent = 'Added';
    showCart();
  };
}

const STEPS = {
  '/size': { title: 'Find your size', ask: 'How tall are you?', unit: 'cm', next: '/size/leg' },
  '/size/leg': { title: 'Your inside leg', ask: 'And your inside leg?', unit: 'cm', next: '/size/result' },
  '/size/result': { title: 'Your size' },
};
const guide = document.querySelector('[data-size]');
const answers = [];

function showStep() {
  const step = STEPS[location.pathname];
  document.title = `${step.title} · Kolovrat`;
  const height = answers[0] ?? 172;
  // `XS:160 S:170 … XL:`
  const sizes = guide.dataset.size.split(' ').map((size) => size.split(':'));
  const [fits] = sizes.find(([, below]) => !below || height < Number(below));
  const line = document.createElement('p');
  line.className = 'lead';
  line.textContent =
    step.ask ?? `Take the ${fits}. Between two sizes the smaller one is livelier, the larger one calmer.`;
  if (!step.next) return guide.replaceChildren(line, link('/bikes', 'To the bikes'));
  const field = document.createElement('input');
  field.type = 'number';
  field.required = true;
  field.placeholder = step.unit;
  field.setAttribute('aria-label', step.ask);
  const button = document.createElement('button');
  button.className = 'button';
  button.textContent = 'Next';
  guide.replaceChildren(line, field, button);
  guide.onsubmit = (event) => {
    event.preventDefault();
    answers.push(Number(field.value));
    history.pushState(null, '', step.next + location.search);
    showStep();
  };
}

function link(href, text) {
  const a = document.createElement('a');
  a.className = 'button';
  a.href = href;
  a.textContent = text;
  return a;
}

if (guide) {
  addEventListener('popstate', showStep);
  showStep();
}
showCart();
