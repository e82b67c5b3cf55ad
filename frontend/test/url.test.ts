import { describe, expect, it } from 'vitest';
import { readFields, writeFields } from '../src/host/address';
import { decodeView, encodeView } from '../src/state/url';
import { DEFAULT_VIEW, type View } from '../src/state/view';

const VIEW: View = {
  text: '^ssd/(a|b)&p.x=1 ü🚀',
  severities: new Set(['error', 'ok']),
  verdicts: new Set(['frozen', 'time_scaled']),
  onlyWarned: true,
  usesHostFilter: false,
  sort: { column: 'step', isDescending: true },
  grouping: 'schedule',
  selected: { run: '<img src=x>', tag: 'a&b=c' },
  compared: [
    { run: 'a,b', tag: '"q"' },
    { run: '', tag: 'lr' },
  ],
  arrangement: 'multiples',
  axis: 'wall',
  scale: 'log',
  zoom: { min: -0.5, max: 1e9 },
  whatIf: { 'schedules.0.value': '1e-4', '@end': '800_720 & more=', x: '' },
  valueZoom: { min: 1e-7, max: 0.1 },
  pin: 200,
  table: true,
  hiddenLines: new Set(['explained', 'inferred', 'a,b\0lr']),
};

describe('a link', () => {
  it('restores every part of a view', () => {
    const hash = writeFields('#lr_diagnostics', encodeView(VIEW));
    expect(decodeView(readFields(hash))).toEqual(VIEW);
  });
  it('says nothing of what stands at its default', () => {
    expect(encodeView(DEFAULT_VIEW)).toEqual({});
    expect(decodeView({})).toEqual(DEFAULT_VIEW);
  });
  it('names a run that is called by the empty string', () => {
    const view = { ...DEFAULT_VIEW, selected: { run: '', tag: 'lr' } };
    expect(decodeView(encodeView(view))).toEqual(view);
  });
  it.each<Record<string, string>>([
    { zoom: '1' },
    { zoom: '2,1' },
    { zoom: 'a,b' },
    { zoom: ',5' },
    { zoom: '1,2,3' },
    { values: '2,1' },
    { sort: 'size' },
    { group: 'x' },
    { axis: '' },
    { severity: 'fatal' },
    { compare: '[[1,2],"x",null' },
    { compare: '[[1,2],"x",null]' },
    { compare: '{}' },
    { run: 'without its tag' },
  ])('that says %o opens the page all the same', (fields) => {
    expect(decodeView(fields)).toEqual(DEFAULT_VIEW);
  });
});

describe('the fragment', () => {
  it('keeps what belongs to others', () => {
    const hash = '#lr_diagnostics&p.other.x=1&p.lr_diagnostics.q=old&tagFilter=a%26b';
    expect(writeFields(hash, { q: 'new' })).toBe(
      '#lr_diagnostics&p.other.x=1&tagFilter=a%26b&p.lr_diagnostics.q=new',
    );
  });
  it('names the tab where it names none', () => {
    expect(writeFields('', { q: 'a b' })).toBe('#lr_diagnostics&p.lr_diagnostics.q=a%20b');
  });
  it('is read even where it is broken', () => {
    expect(readFields('#lr_diagnostics&p.lr_diagnostics.q=%&p.lr_diagnostics.x')).toEqual({ q: '%', x: '' });
  });
});
