/** One of the four authentication parameters of the national wire protocol (§1). */
export type AuthName = 'rid' | 'sid' | 'rtime' | 'sign';
/** Where parameters may travel. SOAP is not among them yet. */
export type Place = 'header' | 'query' | 'form' | 'json';

/**
 * A wire protocol as data: names, places, digest, window, answer. What differs between the national
 * platforms and their provincial relatives differs here; the code that reads a profile is one.
 */
export interface Profile {
  readonly name: string;
  /** Tried in this order; the first complete set wins (§2.1). */
  readonly prefixes: readonly string[];
  readonly names: Readonly<Record<AuthName, string>>;
  /** Lookup order: the first place that holds a complete quadruple wins (§2.2). */
  readonly places: readonly Place[];
  /** Exact paths. */
  readonly call: { readonly paths: readonly string[] };
  readonly refresh: {
    readonly paths: readonly string[];
    /** Vendors put these behind a base of their own: any path that ends so. */
    readonly endings: readonly string[];
    /** Call paths where a POST without authentication headers whose JSON body is exactly the quadruple, signed with the appKey, is a refresh (§3.1). */
    readonly sharedWithCall: readonly string[];
    /** A secret's life; a current one with more than this share of its life left is given again (§3.4). */
    readonly lifeMs: number;
    readonly keepAbove: number;
  };
  readonly time: {
    readonly digits: number; // 13: milliseconds
    readonly windowMs: number;
    readonly refreshWindowMs: number;
    /** Under the rule `legacy` (per grant): from this long before the secret was issued … */
    readonly legacyBeforeMs: number;
    /** … to this far ahead. */
    readonly aheadMs: number;
  };
  readonly digest: { readonly algorithm: 'hmac-sha256'; readonly message: readonly ('sid' | 'rid' | 'rtime')[]; readonly output: 'base64' };
}

/** The REST door as data: where tokens are given, how long they last, under which path services stand. */
export interface RestProfile {
  readonly name: 'rest';
  readonly token: { readonly path: string; readonly lifeMs: number; readonly mostBytes: number };
  /** Paths go on with the service: `/api/data/{sid}`. */
  readonly call: { readonly under: string };
}

/** How answers look. `national`: HTTP 200 always, a bare array, failures as code, data, message. `rest`: true statuses, rows in data, page, more. */
export type Style = 'national' | 'rest';
