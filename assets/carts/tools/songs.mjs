// Songs for the sound driver, from text to its bytes.
//
// A track is a list of events. NOTE:LENGTH is a note ("c4", "f#5") of so many sixteenths; "r" is a rest. "@name" takes an
// instrument, "v90" a volume (0 to 127), "p10" a place from left (0) to right (20), "|" does nothing. The driver's bytes:
// 0 to 95 note from C1 and ticks, $60 rest and ticks, $E0 instrument, $E1 volume, $E2 place, $FF end or loop.
import { instrumentNumber } from './instruments.mjs';

const TICKS = 6;
const NAMES = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };

/** 0 is C1. */
export function noteNumber(name) {
  const match = /^([a-g])(#|b)?(\d)$/.exec(name);
  if (match === null) throw new Error(`'${name}' is not a note`);
  return NAMES[match[1]] + (match[2] === '#' ? 1 : match[2] === 'b' ? -1 : 0) + (Number(match[3]) - 1) * 12;
}

/** The bytes of one track, without its end. */
export function trackBytes(text, ticksPerStep = TICKS) {
  const bytes = [];
  for (const word of text.split(/\s+/)) {
    if (word === '' || word === '|') continue;
    if (word.startsWith('@')) bytes.push(0xe0, instrumentNumber(word.slice(1)));
    else if (/^v\d+$/.test(word)) bytes.push(0xe1, Number(word.slice(1)));
    else if (/^p\d+$/.test(word)) bytes.push(0xe2, Number(word.slice(1)));
    else {
      const [name, length] = word.split(':');
      let ticks = Math.round(Number(length) * ticksPerStep);
      if (!(ticks > 0)) throw new Error(`'${word}' has no length`);
      const note = name === 'r' ? 0x60 : noteNumber(name);
      bytes.push(note, Math.min(ticks, 240));
      for (ticks -= 240; ticks > 0; ticks -= 240) bytes.push(0x61, Math.min(ticks, 240));
    }
  }
  return bytes;
}

const CHORDS = {
  Am: ['a', 'c', 'e'],
  F: ['f', 'a', 'c'],
  C: ['c', 'e', 'g'],
  G: ['g', 'b', 'd'],
  Dm: ['d', 'f', 'a'],
  Em: ['e', 'g', 'b'],
  E: ['e', 'g#', 'b'],
};

function rising(notes, octave) {
  let last = -1;
  let at = octave;
  return notes.map((name) => {
    if (noteNumber(`${name}1`) <= last) at++;
    last = noteNumber(`${name}1`);
    return `${name}${at}`;
  });
}

/** Eighths or sixteenths through a chord, one bar (16 steps) a chord. */
function arpeggio(chords, octave, step, order) {
  return chords
    .map((name) => {
      const notes = rising(CHORDS[name], octave);
      const wide = [...notes, notes[0].replace(/\d/, (digit) => String(Number(digit) + 1))];
      return Array.from({ length: 16 / step }, (_, index) => `${wide[order[index % order.length]]}:${step}`).join(' ');
    })
    .join(' | ');
}

function bassLine(chords, pattern) {
  return chords
    .map((name) => {
      const root = CHORDS[name][0];
      const fifth = CHORDS[name][2];
      return pattern.map(([which, octave, length]) => `${which === 'r' ? root : fifth}${octave}:${length}`).join(' ');
    })
    .join(' | ');
}

function held(chords, index, octave) {
  return chords.map((name) => `${rising(CHORDS[name], octave)[index]}:16`).join(' | ');
}

const NIGHT = ['Am', 'F', 'C', 'G', 'Am', 'F', 'G', 'E', 'Am', 'F', 'C', 'G', 'Dm', 'Am', 'E', 'Am'];

/** Flight through the night: 16 bars. */
const FLIGHT = {
  name: 'flight',
  beatsPerMinute: 126,
  loop: true,
  tracks: [
    `@lead v62 p12
     a4:4 c5:2 e5:4 d5:2 c5:4 | a4:6 c5:2 f5:4 e5:4 | g5:6 e5:2 c5:4 d5:4 | b4:8 d5:4 g4:4 |
     a4:4 c5:2 e5:4 a5:2 g5:4 | f5:6 e5:2 d5:4 c5:4 | d5:4 b4:4 g4:4 b4:4 | g#4:4 b4:4 e5:8 |
     e5:3 e5:3 a5:2 g5:4 e5:4 | f5:3 f5:3 a5:2 c6:4 a5:4 | g5:4 e5:2 c5:2 e5:4 g5:4 | b5:6 a5:2 g5:4 d5:4 |
     f5:4 a5:4 d6:4 c6:4 | a5:6 e5:2 c5:4 e5:4 | d5:4 b4:4 g#4:4 b4:4 | a4:12 r:4`,
    `@pluck v58 p5 ${arpeggio(NIGHT, 4, 2, [0, 1, 2, 3, 2, 1, 2, 3])}`,
    `@bass v88 p10 ${bassLine(NIGHT, [
      ['r', 2, 3],
      ['r', 2, 3],
      ['r', 3, 2],
      ['r', 2, 4],
      ['f', 2, 4],
    ])}`,
    `@strings v36 p16 ${held(NIGHT, 1, 4)}`,
    `@strings v34 p4 ${held(NIGHT, 2, 4)}`,
    `v80 p10 ${NIGHT.map((_, bar) => `@kick v92 c5:4 @snare v66 c5:4 @kick v92 c5:2 c5:2 @snare v66 c5:${bar % 4 === 3 ? '2 c5:1 c5:1' : '4'}`).join(' ')}`,
  ],
};

const DUSK = ['Am', 'Em', 'F', 'C', 'Dm', 'Am', 'E', 'E'];

/** The title: bells over strings. */
const MEADOW = {
  name: 'meadow',
  beatsPerMinute: 84,
  loop: true,
  tracks: [
    `@bell v70 p12
     e5:4 a5:4 c6:6 b5:2 | b5:8 g5:4 e5:4 | f5:4 a5:4 c6:4 e6:4 | e6:10 d6:2 c6:4 |
     d6:6 c6:2 a5:4 f5:4 | e5:6 a5:2 c6:4 a5:4 | g#5:8 b5:8 | e5:12 r:4`,
    `@pluck v44 p6 ${arpeggio(DUSK, 4, 2, [0, 2, 1, 3, 2, 3, 1, 2])}`,
    `@bass v70 p10 ${bassLine(DUSK, [
      ['r', 2, 8],
      ['f', 2, 8],
    ])}`,
    `@strings v44 p15 ${held(DUSK, 1, 4)}`,
    `@strings v44 p5 ${held(DUSK, 2, 4)}`,
    `@bell v26 p18 ${arpeggio(DUSK, 5, 4, [3, 1, 2, 0])}`,
  ],
};

/** Dawn: a short close. */
const DAWN = {
  name: 'dawn',
  beatsPerMinute: 112,
  loop: false,
  tracks: [
    '@bell v76 p12 c5:2 e5:2 g5:2 c6:2 e6:4 d6:2 c6:2 | f6:4 e6:4 d6:4 b5:4 | c6:16',
    '@pluck v54 p5 c4:2 e4:2 g4:2 c5:2 g4:2 e4:2 c4:2 e4:2 | f4:4 a4:4 g4:4 b4:4 | c5:16',
    '@bass v84 p10 c2:8 c3:8 | f2:8 g2:8 | c2:16',
    '@strings v44 p15 e4:16 | f4:8 g4:8 | e4:16',
    '@strings v44 p5 g4:16 | a4:8 b4:8 | g4:16',
  ],
};

/** The last light is gone. */
const NIGHTFALL = {
  name: 'nightfall',
  beatsPerMinute: 92,
  loop: false,
  tracks: [
    '@bell v72 p12 e5:4 d5:4 c5:4 b4:4 | a4:16',
    '@reed v34 p8 c5:4 b4:4 a4:4 g#4:4 | e4:16',
    '@bass v84 p10 a2:8 e2:8 | a1:16',
    '@strings v40 p15 c4:16 | c4:16',
    '@strings v40 p5 e4:8 e4:8 | e4:16',
  ],
};

export const SONGS = [MEADOW, FLIGHT, DAWN, NIGHTFALL];

/** Effects: one track each; lengths are ticks of an eightieth of a second here. */
export const EFFECTS = [
  { name: 'star', text: '@bell v78 p12 e6:4 b6:14' },
  { name: 'gold', text: '@bell v90 p10 c6:3 e6:3 g6:3 b6:3 g6:3 b6:16' },
  { name: 'hurt', text: '@snare v110 p10 c5:3 @lead v90 a3:3 g#3:3 f#3:3 e3:3 d3:3 c3:8' },
  { name: 'pulse', text: '@reed v70 p10 c4:2 f4:2 a#4:2 d#5:2 g#5:2 c#6:2 f#6:4 @hat v80 c5:10' },
  { name: 'catch', text: '@pluck v100 p8 c5:3 g5:3 c6:8' },
  { name: 'select', text: '@bell v80 p10 a5:4 e6:10' },
  { name: 'join', text: '@bell v80 p14 c6:4 f6:4 a6:12' },
  { name: 'pause', text: '@bell v70 p10 e6:5 c6:12' },
];

/** The driver's timer 0 divider (8,000 Hz) for 24 ticks a beat. */
function divider(beatsPerMinute) {
  const value = Math.round((8000 * 60) / (beatsPerMinute * 24));
  if (value > 255) throw new Error(`${beatsPerMinute} beats a minute is too slow for the timer`);
  return value;
}

/**
 * Song memory from `base` on: a table of songs (2 bytes each), a table of effects (2 bytes each), then each song: divider,
 * number of tracks, a word for each track, the tracks. The end of a track is $FF and the address to go on at, 0 for none.
 */
export function songMemory(base, songs = SONGS, effects = EFFECTS) {
  const bytes = Array.from({ length: (songs.length + effects.length) * 2 }, () => 0);
  const word = (at, value) => {
    bytes[at] = value & 255;
    bytes[at + 1] = value >> 8;
  };
  songs.forEach((song, index) => {
    word(index * 2, base + bytes.length);
    const head = bytes.length;
    bytes.push(divider(song.beatsPerMinute), song.tracks.length, ...song.tracks.flatMap(() => [0, 0]));
    song.tracks.forEach((track, number) => {
      const start = base + bytes.length;
      word(head + 2 + number * 2, start);
      bytes.push(...trackBytes(track), 0xff, song.loop ? start & 255 : 0, song.loop ? start >> 8 : 0);
    });
  });
  effects.forEach((effect, index) => {
    word((songs.length + index) * 2, base + bytes.length);
    bytes.push(...trackBytes(effect.text, 1), 0xff, 0, 0);
  });
  return Uint8Array.from(bytes);
}
