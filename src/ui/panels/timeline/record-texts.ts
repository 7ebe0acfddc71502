import { isAutomatic, type MadeBy, type StateRecord } from '../../../shared/states.ts';
import type { App } from '../../app.ts';
import { matches } from '../../state/ui-state.ts';
import type { TextKey } from '../../texts/translate.ts';

export type Filter = 'all' | 'mine' | 'automatic' | 'bin';

const MADE: Readonly<Record<MadeBy, TextKey>> = {
  manual: 'states.made.manual',
  quick: 'states.made.quick',
  auto: 'states.made.auto',
  'on-stop': 'states.made.onStop',
  'before-load': 'states.made.beforeLoad',
  'before-reset': 'states.made.beforeReset',
  'before-cheat': 'states.made.beforeCheat',
  'before-import': 'states.made.beforeImport',
  import: 'states.made.import',
};

/** A record's name, or in words how it was made. */
export function nameOf(app: App, record: StateRecord): string {
  return record.name === '' ? app.text(MADE[record.how]) : record.name;
}

interface Formats {
  readonly time: Intl.DateTimeFormat;
  readonly date: Intl.DateTimeFormat;
  readonly days: Intl.RelativeTimeFormat;
}

const formats = new Map<string, Formats>();

/** Made once a language: to make one costs more than to use it a thousand times. */
function formatsOf(language: string): Formats {
  let made = formats.get(language);
  if (made === undefined) {
    made = {
      time: new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
      date: new Intl.DateTimeFormat(language, { dateStyle: 'medium' }),
      days: new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
    };
    formats.set(language, made);
  }
  return made;
}

export function timeOf(app: App, record: StateRecord): string {
  return formatsOf(app.language).time.format(record.created);
}

export function dayOf(app: App, time: number): string {
  const day = new Date(time);
  const today = new Date();
  const days = Math.round((today.setHours(0, 0, 0, 0) - day.setHours(0, 0, 0, 0)) / 86_400_000);
  if (days === 0 || days === 1) {
    const words = formatsOf(app.language).days.format(-days, 'day');
    return words.charAt(0).toUpperCase() + words.slice(1);
  }
  return formatsOf(app.language).date.format(time);
}

/** 1:02:03 */
export function durationOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `${hours}:${two(minutes)}:${two(whole % 60)}`;
}

export function sizeOf(app: App, bytes: number): string {
  const [value, unit] = bytes >= 1e6 ? [bytes / 1e6, 'MB'] : [bytes / 1e3, 'KB'];
  return `${new Intl.NumberFormat(app.language, { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}

export function shownRecords(app: App, records: readonly StateRecord[], filter: Filter, query: string): readonly StateRecord[] {
  const inFilter: Readonly<Record<Filter, (record: StateRecord) => boolean>> = {
    all: ({ binned }) => !binned,
    mine: ({ binned, how, pinned, name }) => !binned && (!isAutomatic(how) || pinned || name !== ''),
    automatic: ({ binned, how }) => !binned && isAutomatic(how),
    bin: ({ binned }) => binned,
  };
  const inSection = records.filter(inFilter[filter]);
  if (query.trim() === '') return inSection;
  return inSection.filter((record) =>
    matches(
      [
        nameOf(app, record),
        record.note,
        dayOf(app, record.created),
        timeOf(app, record),
        ...record.slots.map((slot) => app.text('states.slot', { slot })),
      ].join(' '),
      query,
    ),
  );
}
