/** The languages that the console speaks, as they call themselves. */
export const languages = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof languages;

const stored = 'bylaw-language';

const isLanguage = (name: string | undefined | null): name is Language =>
  typeof name === 'string' && Object.hasOwn(languages, name);

/** The language chosen here before, else the browser's first that is spoken, else English. */
export function initialLanguage(): Language {
  const chosen = localStorage.getItem(stored);
  if (isLanguage(chosen)) return chosen;
  const first = navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage);
  return isLanguage(first) ? first : 'en';
}

/** Keeps a choice for the next visit; `first-paint.js` reads it. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(stored, language);
}

/** Languages that are written from right to left; none of ours yet, and the layout is ready for them (`?dir=rtl` shows it). */
const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

export function directionOf(language: string): 'ltr' | 'rtl' {
  const asked = new URLSearchParams(window.location.search).get('dir');
  if (asked === 'rtl') return 'rtl';
  return rightToLeft.has(language) ? 'rtl' : 'ltr';
}
