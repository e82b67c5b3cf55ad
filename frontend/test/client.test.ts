import { describe, expect, it } from 'vitest';
import { Client } from '../src/api/client';
import { DIAGNOSES, series } from './answers';

interface Asked {
  url: string;
  etag: string | null;
}

/** A server of given answers, one after another, that remembers what it was asked. */
function serve(...answers: (() => Response)[]): { client: Client; asked: Asked[] } {
  const asked: Asked[] = [];
  const client = new Client(async (url, init) => {
    asked.push({ url, etag: new Headers(init.headers).get('If-None-Match') });
    const answer = answers.shift();
    if (!answer) throw new TypeError('Failed to fetch');
    return answer();
  });
  return { client, asked };
}

const json =
  (body: unknown, etag?: string, status = 200) =>
  (): Response =>
    new Response(JSON.stringify(body), { status, headers: etag ? { ETag: etag } : {} });
const unchanged = (): Response => new Response(null, { status: 304 });

describe('Client', () => {
  it('sends the ETag it was given, and keeps the value that did not change', async () => {
    const { client, asked } = serve(json(DIAGNOSES, '"one"'), unchanged, json(DIAGNOSES, '"two"'));
    const first = await client.diagnoses();
    const second = await client.diagnoses();
    const third = await client.diagnoses();
    expect([first.changed, second.changed, third.changed]).toEqual([true, false, true]);
    expect(second.value).toBe(first.value);
    expect(asked.map(({ etag }) => etag)).toEqual([null, '"one"', '"one"']);
  });

  it('asks for nothing conditional where there is no ETag', async () => {
    const { client, asked } = serve(json(DIAGNOSES), json(DIAGNOSES));
    await client.diagnoses();
    await client.diagnoses();
    expect(asked[1]?.etag).toBeNull();
  });

  it('quotes names in relative addresses', async () => {
    const { client, asked } = serve(json(series('a&b'), '"one"'));
    await client.series({ run: 'a&b #1', tag: 'lr/+' });
    expect(asked[0]?.url).toBe('./series?run=a%26b%20%231&tag=lr%2F%2B');
  });

  it('keeps the series looked at last', async () => {
    const names = Array.from({ length: 25 }, (_, index) => ({ run: `run ${index}`, tag: 'lr' }));
    const { client } = serve(...names.map(({ run }) => json(series(run), `"${run}"`)));
    for (const name of names) await client.series(name);
    expect(client.keptSeries({ run: 'run 24', tag: 'lr' })?.run).toBe('run 24');
    expect(client.keptSeries({ run: 'run 0', tag: 'lr' })).toBeNull();
  });

  it('passes on the sentence of a refusal', async () => {
    const { client } = serve(json({ error: 'There is no such series.' }, undefined, 404));
    await expect(client.series({ run: 'a', tag: 'b' })).rejects.toMatchObject({
      message: 'There is no such series.',
      status: 404,
    });
  });

  it('has a sentence of its own for a refusal without one', async () => {
    const { client } = serve(() => new Response('<html>', { status: 502 }));
    await expect(client.diagnoses()).rejects.toThrow('status 502');
  });

  it('tells an answer that is not JSON', async () => {
    const { client } = serve(() => new Response('<html>'));
    await expect(client.diagnoses()).rejects.toThrow('not JSON');
  });

  it('tells a server that is gone', async () => {
    const { client } = serve();
    await expect(client.diagnoses()).rejects.toThrow('TensorBoard does not answer.');
  });
});
