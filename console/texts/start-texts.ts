import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, rememberLanguage } from './languages.ts';

/** Only the language that is spoken is loaded. */
const catalogues = {
  en: () => import('./en/catalogue.ts'),
  de: () => import('./de/catalogue.ts'),
} as const;

async function load(language: Language): Promise<void> {
  const { catalogue } = await catalogues[language]();
  for (const [area, texts] of Object.entries(catalogue)) {
    i18next.addResourceBundle(language, area, texts, true, true);
  }
}

/** Loads the texts and makes them known to the pages; the same for a first start and a change of language. */
export async function speak(language: Language): Promise<void> {
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: language,
      fallbackLng: false,
      defaultNS: 'shell',
      resources: {},
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  }
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  rememberLanguage(language);
}
