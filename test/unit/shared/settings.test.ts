import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, isSettingValue, SETTING_KEYS, sieveSettings } from '../../../src/shared/settings.ts';

describe('settings', () => {
  it('have defaults that pass their own checks', () => {
    expect(SETTING_KEYS.filter((key) => !isSettingValue(key, DEFAULT_SETTINGS[key]))).toEqual([]);
    expect(Object.keys(DEFAULT_SETTINGS).sort()).toEqual([...SETTING_KEYS].sort());
  });

  it.each([
    ['general.theme', 'pink'],
    ['audio.volume', 101],
    ['audio.volume', '50'],
    ['audio.muted', 1],
    ['input.pad1', { Up: ['key:KeyW'] }],
    ['keys', { pause: 'KeyP' }],
    ['keys', ['KeyP']],
  ] as const)('refuse %s = %j', (key, value) => {
    expect(isSettingValue(key, value)).toBe(false);
  });

  it('keeps what is right and names the rest', () => {
    const { good, bad } = sieveSettings({ 'audio.volume': 30, 'video.filter': 'oil', unknown: 1, __proto__: 2 });
    expect(good).toEqual({ 'audio.volume': 30 });
    expect(bad.map(({ key }) => key).sort()).toEqual(['unknown', 'video.filter']);
  });
});
