// Before anything is painted: the colours and the direction that were chosen last, so that nothing flashes.
(() => {
  const { documentElement: root } = document;
  const read = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const chosen = read('mantine-color-scheme-value');
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  const language = read('bylaw-language');
  if (language) root.lang = language;
})();
