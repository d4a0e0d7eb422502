/** The HTTP server around the pages: compression, static files, headers, and the refusal of foreign writes. */
import path from 'node:path'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express from 'express'
import { verifyRequestOrigin } from 'lucia'
import { cityPublic } from './platform/city.server'
import { doing } from './platform/doing.server'
import { htmlLang, languages } from './platform/i18n'
import { log } from './platform/log.server'
import { type PlainWords, plain } from './platform/plain'
import { isSilent } from './platform/silent'
import { api } from './start/api'
import { closed } from './start/closed'
import { headers } from './start/headers'
import { observe } from './start/observe'
import { byAddress } from './start/parts'
import { compressedFiles } from './start/precompressed'

declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    /** What this request has already found out; empty at its beginning. */
    cache: Map<string, unknown>
    /** The network address of the person asking, as the trusted proxies tell it. */
    address: string
    /** What scripts and styles within the page must carry to count. */
    nonce?: string
  }
}

type ServerOptions = {
  build: ServerBuild | (() => Promise<ServerBuild>)
  /** The folder of the built files for browsers; undefined while developing, where Vite serves them. */
  client?: string
  /** What serves the browser's files while developing. */
  vite?: express.RequestHandler
  /** The address that people use, without a slash at its end. */
  publicUrl: string
  /** The pattern of addresses of map tiles. */
  tileUrl: string
  /** What answers guests from memory. */
  kept?: express.RequestHandler
  /** How many reverse proxies stand before the portal. */
  trustProxy: number
  /** Requests of one address to the open interface in a minute; 0 or left out: any number */
  apiPerMinute?: number
  /** What answers machines that ask how the portal is. */
  health?: express.RequestHandler
  /** Whether whoever asks may go on while the portal is closed for maintenance. */
  mayPass?: (request: express.Request) => Promise<boolean>
  /** Whether the portal is about to stop: then no connection is kept for a next request. */
  isStopping?: () => boolean
}

const YEAR_SECONDS = 365 * 24 * 3600

/** The portal as an express application. The pages read the bodies of requests themselves, as streams. */
export function createApp(options: ServerOptions): express.Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', options.trustProxy)
  if (options.health) app.use(options.health)
  app.use(observe(options.trustProxy))
  app.use(headers({ ...options, isDevelopment: options.vite !== undefined }))
  app.use('/api', api(options.apiPerMinute ?? 0))
  app.use(refuseOddRequests(options.trustProxy))
  app.use(refuseForeignWrites(options.publicUrl))
  app.use(closed({ mayPass: options.mayPass, send }))
  app.use(compression())
  if (options.vite) app.use(options.vite)
  if (options.client) {
    const assets = path.join(options.client, 'assets')
    // The names of these files change with their content.
    app.use('/assets', compressedFiles(assets))
    app.use('/assets', express.static(assets, { immutable: true, maxAge: YEAR_SECONDS * 1000, index: false }))
    app.use('/assets', (_request, response) => {
      response.status(404).type('text').send('Not found')
    })
    app.use(express.static(cityPublic(), { maxAge: 3600 * 1000, index: false, redirect: false }))
    app.use(compressedFiles(options.client))
    app.use(
      express.static(options.client, {
        maxAge: 3600 * 1000,
        index: false,
        redirect: false,
        // These two work together with the pages of one release: an old one must not outlive it.
        setHeaders: (response, file) => {
          if (/[/\\](sw|push)\.js(?:\.(?:br|gz))?$/.test(file)) response.set('Cache-Control', 'no-cache')
        },
      }),
    )
  }
  if (options.kept) app.use(options.kept)
  const pages = (build: ServerBuild | (() => Promise<ServerBuild>)) =>
    createRequestHandler({
      build,
      getLoadContext: (request, response) => ({
        cache: new Map<string, unknown>(),
        address: request.ip ?? '',
        nonce: response.locals.nonce,
      }),
    })
  if (typeof options.build === 'function') app.use(pages(options.build))
  else {
    const pagesAt = byAddress(options.build, pages)
    app.use((request, response, next) => pagesAt(request.path)(request, response, next))
  }
  app.use(answerError)
  return app
}

/** Requests that no browser sends and that nothing behind this point has to expect. */
function refuseOddRequests(trustProxy: number): express.RequestHandler {
  return (request, response, next) => {
    if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
      response.set('Allow', 'GET, HEAD, POST')
      return send(response, 405, plain.method)
    }
    if (trustProxy === 0) delete request.headers['x-forwarded-host']
    const host = request.headers.host ?? ''
    if (!/^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i.test(host) || !isAddress(request.originalUrl))
      return send(response, 400, plain.odd)
    next()
  }
}

function isAddress(url: string): boolean {
  try {
    return url.startsWith('/') && typeof decodeURIComponent(url.replace(/\?.*$/s, '')) === 'string'
  } catch {
    return false
  }
}

/**
 * What machines without cookies write to, each with a token or secret of its own: the end of a subscription at a press
 * in a mail program (RFC 8058), and the notifications of the mail server. The search of the advice services writes
 * nothing; it is a POST so that its words stand in no address, and its page hides its origin from everybody.
 */
const OPEN_WRITES = /^\/(?:unsubscribe\/[\w-]{1,200}|exchange\/unfollow\/[\w-]{1,200}|mail\/bounces|help)$/

/**
 * Refuses every write that another site's page has sent with the reader's cookies. A browser names the page's
 * origin with every POST; one that leaves it out must at least say that the page is of this site.
 */
function refuseForeignWrites(publicUrl: string): express.RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'POST') return next()
    // A page that is no referrer sends the origin `null`, which the framework would take for another site.
    if (isSilent(request.path)) delete request.headers.origin
    if (OPEN_WRITES.test(request.path)) return next()
    const { origin } = request.headers
    const isOurs = origin
      ? isOwnOrigin(origin, publicUrl, request.headers.host)
      : request.headers['sec-fetch-site'] === 'same-origin'
    if (isOurs) return next()
    response.set('Connection', 'close')
    send(response, 403, plain.foreign)
  }
}

/** Under its public name the portal is itself only by its own protocol: over http anybody on the way could be it. */
function isOwnOrigin(origin: string, publicUrl: string, host: string | undefined): boolean {
  const ours = new URL(publicUrl)
  if (origin === ours.origin) return true
  return host !== ours.host && verifyRequestOrigin(origin, [host ?? '']) && /^https?:/.test(origin)
}

const answerError: express.ErrorRequestHandler = (error, request, response, _next) => {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const status = Number(error?.status ?? error?.statusCode)
  if (status >= 400 && status < 500) return send(response, status, plain.odd)
  log.error('request failed', error, { method: request.method })
  send(response, 500, plain.failed)
}

function send(response: express.Response, status: number, words: PlainWords): void {
  const [first, ...others] = languages
  const { title, text } = words[first]
  const id = status === 500 ? doing()?.id : undefined
  const number = id
    ? `<p><small>お問い合わせ番号 <span lang="en">Reference number</span>: ${id}</small></p>\n`
    : ''
  response.status(status).set('Cache-Control', 'no-store').type('html')
  response.send(`<!doctype html>
<html lang="${htmlLang(first)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style nonce="${response.locals.nonce}">body{max-width:40rem;margin:3rem auto;padding:0 1rem;font:1rem/1.7 sans-serif}a{color:#0017c1}</style>
<main>
<h1>${title}</h1>
<p>${text}</p>
${number}<p><a href="/">トップページ <span lang="en">Home</span></a></p>
${others
  .map((language) => {
    const { title, text } = words[language]
    return `<section lang="${htmlLang(language)}"><h2>${title}</h2><p>${text}</p></section>`
  })
  .join('\n')}
</main>
</html>
`)
}
