import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { address, api, explainAddress, idPart, isAbort, RequestError, token } from './client';

const [acme, other, lawsuit] = ['company:ipgraph:acme', 'company:ipgraph:other', 'lawsuit:us:txed/4:17-cv-00893'];

describe('the address of a question', () => {
  it('leaves out what is not given', () => {
    expect(address('/v1/start')).toBe('/v1/start');
    expect(address('/v1/view', { known: '', ids: undefined })).toBe('/v1/view');
    expect(address('/v1/view', { ids: acme, known: '' })).toBe(`/v1/view?ids=${acme}`);
    expect(address('/v1/entities', { limit: 0 })).toBe('/v1/entities?limit=0');
  });

  it('stays readable with colons, commas, tildes and slashes', () => {
    const around = `${acme}~licence~money,${lawsuit},patent:us:a/b/c`;
    expect(address('/v1/view', { around })).toBe(`/v1/view?around=${around}`);
  });

  it('escapes what would mean something else', () => {
    expect(address('/v1/entities', { q: 'a&b=c#d+e f%2C"' })).toBe('/v1/entities?q=a%26b%3Dc%23d%2Be+f%252C%22');
  });

  it('gives the server what was asked, whatever that is', () => {
    const any = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(any, any, (q, ids) => {
        const url = new URL(address('/v1/entities', { q, ids }), 'https://ipgraph.example');
        expect(url.pathname).toBe('/v1/entities');
        expect(url.hash).toBe('');
        expect(Object.fromEntries(url.searchParams)).toEqual({ q, ids });
      }),
    );
  });
});

describe('the part of an address that names an entity', () => {
  it('keeps the colons and slashes of an id', () => {
    expect(idPart(acme)).toBe(acme);
    expect(idPart(lawsuit)).toBe(lawsuit);
    expect(idPart('patent:us:a/b/c')).toBe('patent:us:a/b/c');
  });

  it('escapes its percent signs again, for the id itself holds them', () => {
    expect(idPart('company:name:a%2Cb')).toBe('company:name:a%252Cb');
  });

  it('ends neither the path nor the name, whatever the id is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        const part = idPart(id);
        expect(part).toMatch(/^[A-Za-z0-9\-_.!~*'():/%]*$/);
        expect(decodeURIComponent(part)).toBe(id);
      }),
    );
  });
});

describe('an explanation', () => {
  it('of two entities is a path, and of more what connects them', () => {
    expect(explainAddress([acme, other], {})).toBe(`/v1/explain?from=${acme}&to=${other}`);
    expect(explainAddress([acme, other, lawsuit], {})).toBe(`/v1/explain/connections?ids=${acme},${other},${lawsuit}`);
  });

  it('has the bounds that are given', () => {
    const bounds = { family: 'licence,money', known: '', status: undefined };
    expect(explainAddress([acme, other], bounds)).toBe(`/v1/explain?from=${acme}&to=${other}&family=licence,money`);
    expect(explainAddress([acme, other, lawsuit], { known: '2019-06-20' })).toMatch(/&known=2019-06-20$/);
  });
});

describe('a request', () => {
  const fetched = vi.fn<(url: string, init: { headers: Record<string, string> }) => Promise<Response>>();
  const answer = (body: string, status = 200, statusText = '') =>
    fetched.mockImplementation(() => Promise.resolve(new Response(body, { status, statusText })));
  const lastCall = () => fetched.mock.lastCall ?? ['', { headers: {} }];

  /** What the reader is told. */
  const failure = async (): Promise<RequestError> => {
    const error: unknown = await api.start().then(
      () => null,
      (e: unknown) => e,
    );
    if (error instanceof RequestError) return error;
    throw new Error(`this is no failed request: ${String(error)}`);
  };

  beforeEach(() => {
    const kept = new Map<string, string>();
    const sessionStorage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    };
    vi.stubGlobal('fetch', fetched);
    vi.stubGlobal('sessionStorage', sessionStorage);
    vi.stubGlobal('window', { sessionStorage });
    fetched.mockReset();
  });

  afterEach(() => {
    token.set('');
    vi.unstubAllGlobals();
  });

  it('gives what the server answers', async () => {
    answer('{"total":3,"counts":[]}');
    expect(await api.counts(lawsuit, '2019-06-20')).toEqual({ total: 3, counts: [] });
    expect(lastCall()[0]).toBe(`/v1/entities/${lawsuit}/counts?known=2019-06-20`);
  });

  it('names a relation by its key', async () => {
    answer('{}');
    await api.edge('e:1/2', '');
    expect(lastCall()[0]).toBe('/v1/edges/e%3A1%2F2');
  });

  it('shows the token that the reader gave, and none before', async () => {
    answer('{}');
    await api.start();
    expect(lastCall()[1].headers).toEqual({ Accept: 'application/json' });
    token.set('a token');
    await api.start();
    expect(lastCall()[1].headers.Authorization).toBe('Bearer a token');
  });

  it('that is refused says why, in the words of the server', async () => {
    answer('{"title":"Bad request","status":400,"detail":"known= cannot be read"}', 400);
    expect(await failure()).toMatchObject({ status: 400, message: 'known= cannot be read' });
    answer('{"title":"Not found","status":404}', 404);
    expect(await failure()).toMatchObject({ status: 404, message: 'Not found' });
  });

  it('that has several problems names them all', async () => {
    answer('{"title":"t","detail":"two things","problems":[{"message":"no day"},{"message":"no family"}]}', 422);
    expect((await failure()).message).toMatch(/^two things; .*no day; .*no family$/);
  });

  it.each(['<h1>Bad gateway</h1>', '', 'null', '{"problems":7}'])(
    'that fails with %j, which is no problem report, says what is known of it',
    async (body) => {
      answer(body, 502, 'Bad Gateway');
      expect(await failure()).toMatchObject({ status: 502, message: 'Bad Gateway' });
    },
  );

  it('that gets no answer has the status 0', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'));
    expect((await failure()).status).toBe(0);
  });

  it('that the page itself gave up is no failure of the server', async () => {
    fetched.mockRejectedValue(new DOMException('', 'AbortError'));
    const error: unknown = await api.start().catch((e: unknown) => e);
    expect(error).not.toBeInstanceOf(RequestError);
    expect(isAbort(error)).toBe(true);
    expect(isAbort(new RequestError(0, ''))).toBe(false);
    expect(isAbort(new DOMException('', 'TimeoutError'))).toBe(false);
  });
});
