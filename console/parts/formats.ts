import { useTranslation } from 'react-i18next';

/** Dates and numbers in the language that is spoken, in the person's time zone. */
export interface Formats {
  /** `24 Nov 2026, 13:05`; what was never is an empty text. */
  time(iso: string | null | undefined): string;
  date(iso: string | null | undefined): string;
  number(value: number): string;
  /** A share of one: `0.85` is `85 %`. */
  percent(share: number): string;
  /** `3 days ago`. */
  ago(iso: string, now?: Date): string;
}

const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

function since(format: Intl.RelativeTimeFormat, seconds: number): string {
  const unit = units.find(([, length]) => Math.abs(seconds) >= length);
  return unit === undefined
    ? format.format(0, 'minute')
    : format.format(Math.round(seconds / unit[1]), unit[0]);
}

function formatsOf(language: string): Formats {
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const given = (format: Intl.DateTimeFormat, iso: string | null | undefined): string =>
    iso === null || iso === undefined ? '' : format.format(new Date(iso));
  return {
    time: (iso) => given(time, iso),
    date: (iso) => given(date, iso),
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    ago: (iso, now = new Date()) => since(relative, (new Date(iso).getTime() - now.getTime()) / 1000),
  };
}

const made = new Map<string, Formats>();

export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const formats = made.get(i18n.language) ?? formatsOf(i18n.language);
  made.set(i18n.language, formats);
  return formats;
}
