/** The refusals a module may answer with. Routes turn them into responses in one place: `http.server.ts`. */

/** Field name → message keys, each perhaps with parameters: `form.too_long?max=100`. */
export type FieldErrors = Record<string, string[]>

/**
 * A refusal that a person is told about: what happened, why, and what to do next stand under `errors.<key>`. Of its
 * parameters `word` is the key of a message, and `back` a path of the portal to go on to, named by `errors.<key>.back`.
 */
export class PortalError extends Error {
  override name = 'PortalError'
  constructor(
    readonly status: number,
    readonly key: string,
    readonly params: Record<string, string | number> = {},
  ) {
    super(key)
  }
}

/** 401: signing in would help. */
export class SignInNeeded extends PortalError {
  constructor(key = 'sign_in_needed') {
    super(401, key)
  }
}

/** 403: this person may not do this. */
export class NotAllowed extends PortalError {
  constructor(key = 'not_allowed', params: Record<string, string | number> = {}) {
    super(403, key, params)
  }
}

/** 404: there is no such thing, or this person may not know of it. */
export class NotFound extends PortalError {
  constructor(key = 'not_found') {
    super(404, key)
  }
}

/** 409: the row is no longer what the person saw. */
export class Stale extends PortalError {
  constructor(key = 'stale', params: Record<string, string | number> = {}) {
    super(409, key, params)
  }
}

/** 410: it was there once, and says so. */
export class Gone extends PortalError {
  constructor(key = 'gone', params: Record<string, string | number> = {}) {
    super(410, key, params)
  }
}

/** 413: more was sent than is read. */
export class TooLarge extends PortalError {
  constructor(key = 'too_large', params: Record<string, string | number> = {}) {
    super(413, key, params)
  }
}

/** 422: the form says something that cannot be; `errors` names the fields. */
export class Invalid extends PortalError {
  constructor(readonly errors: FieldErrors) {
    super(422, 'invalid')
  }
}

/** 429: too many attempts; `retryAfter` in seconds. */
export class TooMany extends PortalError {
  constructor(readonly retryAfter: number) {
    super(429, 'too_many', { minutes: Math.max(1, Math.ceil(retryAfter / 60)) })
  }
}
