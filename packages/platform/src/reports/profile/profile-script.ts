/**
 * Searches, filters and sorts the cards of the page. It reads what is there and changes order and visibility alone, so
 * that nothing of the data is ever run or parsed as markup.
 */
export const profileScript = `(() => {
  const list = document.getElementById('cards');
  const cards = [...list.children];
  const [search, order, kind, shown] = ['search', 'order', 'kind', 'shown'].map((id) => document.getElementById(id));
  const place = new Map(cards.map((card, i) => [card, i]));
  const compare = {
    table: () => 0,
    name: (a, b) => a.dataset.name.localeCompare(b.dataset.name),
  };
  const byFigure = (key) => (a, b) => Number(a.dataset[key]) - Number(b.dataset[key]);
  const update = () => {
    const words = search.value.trim().toLowerCase();
    const wanted = kind ? kind.value : '';
    const sort = compare[order.value] || byFigure(order.value);
    let n = 0;
    for (const card of cards) {
      card.hidden = !card.dataset.name.toLowerCase().includes(words) || (wanted !== '' && card.dataset.kind !== wanted);
      if (!card.hidden) n++;
    }
    list.append(...[...cards].sort((a, b) => sort(a, b) || place.get(a) - place.get(b)));
    shown.textContent = n === cards.length ? '' : n + ' of ' + cards.length + ' columns';
  };
  for (const control of [search, order, kind]) {
    if (!control) continue;
    control.closest('label').hidden = false;
    control.addEventListener('input', update);
  }
})();`;
