/** Sorts and filters the table of breaks, and folds their details away. It makes no markup of texts and asks nobody for anything. */
export const pageScript: string = String.raw`
'use strict';
document.documentElement.classList.add('js');
addEventListener('DOMContentLoaded', () => {
  const foldables = () => document.querySelectorAll('details');
  addEventListener('beforeprint', () => foldables().forEach((one) => { one.dataset.wasOpen = one.open; one.open = true; }));
  addEventListener('afterprint', () => foldables().forEach((one) => { one.open = one.dataset.wasOpen === 'true'; }));

  const table = document.getElementById('breaks');
  if (table === null) return;
  const form = document.getElementById('breaks-filter');
  const count = document.getElementById('breaks-count');
  const allDetails = document.getElementById('breaks-details');
  const heads = [...table.tHead.rows[0].cells];
  const groups = [...table.tBodies];
  const keyOf = (group, column) => {
    const cell = group.rows[0].cells[column];
    return cell.dataset.key ?? cell.textContent;
  };
  const items = groups.map((group, at) => ({
    group,
    at,
    keys: heads.map((_, column) => keyOf(group, column)),
    text: group.textContent.toLowerCase(),
    button: group.querySelector('button.more'),
    detail: group.rows[1],
  }));

  const isOpen = (item) => item.detail.classList.contains('shown');
  const setOpen = (item, open) => {
    item.detail.classList.toggle('shown', open);
    item.button.setAttribute('aria-expanded', String(open));
  };
  const showAll = (open) => {
    items.forEach((item) => setOpen(item, open));
    allDetails.textContent = open ? 'Close all details' : 'Open all details';
  };
  items.forEach((item) => {
    item.button.hidden = false;
    item.button.addEventListener('click', () => setOpen(item, !isOpen(item)));
  });
  allDetails.addEventListener('click', () => showAll(!items.every(isOpen)));
  showAll(false);

  let sorted = '';
  const tell = () => {
    const shown = items.filter((item) => !item.group.hidden).length;
    const all = items.length + (items.length === 1 ? ' break' : ' breaks');
    count.textContent = (shown === items.length ? all : shown + ' of ' + all) + sorted;
  };
  const filter = () => {
    const words = form.elements.text.value.trim().toLowerCase().split(/\s+/);
    const wanted = ['standing', 'kind', 'currency'].map((name) => [name, form.elements[name].value]);
    items.forEach((item) => {
      const fits = wanted.every(([name, value]) => value === '' || item.group.dataset[name] === value);
      item.group.hidden = !(fits && words.every((word) => item.text.includes(word)));
    });
    tell();
  };
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', filter);
  form.addEventListener('reset', () => setTimeout(filter));

  const sortBy = (column) => {
    const isAscending = heads[column].getAttribute('aria-sort') !== 'ascending';
    const sign = isAscending ? 1 : -1;
    const compare = (left, right) => {
      const [a, b] = [left.keys[column], right.keys[column]];
      return a === b ? left.at - right.at : sign * (a < b ? -1 : 1);
    };
    table.append(...[...items].sort(compare).map((item) => item.group));
    heads.forEach((head, at) => {
      if (at === column) head.setAttribute('aria-sort', isAscending ? 'ascending' : 'descending');
      else head.removeAttribute('aria-sort');
    });
    sorted = ', sorted by ' + heads[column].textContent + (isAscending ? ', ascending' : ', descending');
    tell();
  };
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.textContent = head.textContent;
    button.addEventListener('click', () => sortBy(column));
    head.replaceChildren(button);
  });
});
`;
