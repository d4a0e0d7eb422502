/** The HTTP server around the pages: compression, static files, headers, and the refusal of foreign writes. */
import path from 'node:path'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express from 'express'
import { verifyRequestOrigin } from 'lucia'

declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    /** What this request has already found out; empty at its beginning. */
    cache: Map<string, unknown>
    /** The network address of the person asking, as the trusted proxies tell it. */
    address: string
  }
}

export type ServerOptions = {
  build: ServerBuild | (() => Promise<ServerBuild>)
  /** The folder of the built files for browsers; undefined while developing, where Vite serves them. */
  client?: string
  /** What serves the browser's files while developing. */
  vite?: express.RequestHandler
  /** The address that people use, without a slash at its end. */
  publicUrl: string
  /** How many reverse proxies stand before the portal. */
  trustProxy: number
  /** Whether the portal is about to stop: then no connection is kept for a next request. */
  isStopping?: () => boolean
}

const YEAR_SECONDS = 365 * 24 * 3600

/** The portal as an express application. The pages read the bodies of requests themselves, as streams. */
export function createApp(options: ServerOptions): express.Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', options.trustProxy)
  app.use(headers(options))
  app.use(refuseOddRequests(options.trustProxy))
  app.use(refuseForeignWrites(options.publicUrl))
  app.use(compression())
  if (options.vite) app.use(options.vite)
  if (options.client) {
    const assets = path.join(options.client, 'assets')
    // The names of these files change with their content.
    app.use('/assets', express.static(assets, { immutable: true, maxAge: YEAR_SECONDS * 1000, index: false }))
    app.use('/assets', (_request, response) => {
      response.status(404).type('text').send('Not found')
    })
    app.use(express.static(options.client, { maxAge: 3600 * 1000, index: false, redirect: false }))
  }
  app.use(
    createRequestHandler({
      build: options.build,
      getLoadContext: (request) => ({ cache: new Map<string, unknown>(), address: request.ip ?? '' }),
    }),
  )
  app.use(answerError)
  return app
}

function headers({ publicUrl, isStopping }: ServerOptions): express.RequestHandler {
  const isSecure = publicUrl.startsWith('https:')
  return (_request, response, next) => {
    response.set({
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'same-origin',
      'Content-Security-Policy':
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    })
    if (isSecure) response.set('Strict-Transport-Security', `max-age=${YEAR_SECONDS}`)
    if (isStopping?.()) response.set('Connection', 'close')
    next()
  }
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
 * Refuses every write that another site's page has sent with the reader's cookies. A browser names the page's
 * origin with every POST; one that leaves it out must at least say that the page is of this site.
 */
function refuseForeignWrites(publicUrl: string): express.RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'POST') return next()
    const { origin } = request.headers
    const isOurs = origin
      ? verifyRequestOrigin(origin, [request.headers.host ?? '', new URL(publicUrl).host])
      : request.headers['sec-fetch-site'] === 'same-origin'
    if (isOurs) return next()
    response.set('Connection', 'close')
    send(response, 403, plain.foreign)
  }
}

const answerError: express.ErrorRequestHandler = (error, request, response, _next) => {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const status = Number(error?.status ?? error?.statusCode)
  if (status >= 400 && status < 500) return send(response, status, plain.odd)
  console.error('request failed', request.method, request.path, error)
  send(response, 500, plain.failed)
}

type Words = Record<'ja' | 'en', { title: string; text: string }>

/** What is said where the pages themselves cannot speak: they have not been asked yet, or have failed. */
const plain = {
  foreign: {
    ja: {
      title: 'この送信は受け付けられませんでした',
      text: 'このサイトのページから送られたものと確認できなかったためです。何も変更されていません。このサイトのページを開き直してから、もう一度送信してください。',
    },
    en: {
      title: 'This was not accepted',
      text: 'It could not be confirmed that it was sent from a page of this site. Nothing has been changed. Open the page on this site again and send it once more.',
    },
  },
  method: {
    ja: { title: 'この操作はできません', text: 'このサイトでは使われていない種類の要求です。' },
    en: { title: 'This is not possible', text: 'This kind of request is not used on this site.' },
  },
  odd: {
    ja: {
      title: 'アドレスが正しくありません',
      text: 'アドレスを確かめるか、トップページからお探しください。',
    },
    en: { title: 'This address is not right', text: 'Check the address, or look for it from the home page.' },
  },
  failed: {
    ja: {
      title: 'ただいま表示できません',
      text: 'サーバーで問題が起きました。しばらくしてから、もう一度お試しください。',
    },
    en: {
      title: 'This cannot be shown right now',
      text: 'Something went wrong on our side. Please try again in a little while.',
    },
  },
} satisfies Record<string, Words>

function send(response: express.Response, status: number, { ja, en }: Words): void {
  response.status(status).set('Cache-Control', 'no-store').type('html')
  response.send(`<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${ja.title}</title>
<style>body{max-width:40rem;margin:3rem auto;padding:0 1rem;font:1rem/1.7 sans-serif}a{color:#0017c1}</style>
<main>
<h1>${ja.title}</h1>
<p>${ja.text}</p>
<section lang="en"><h2>${en.title}</h2><p>${en.text}</p></section>
<p><a href="/">トップページ <span lang="en">Home</span></a></p>
</main>
</html>
`)
}
