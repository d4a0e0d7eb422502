/** The portal closed for maintenance: one clear page in every language, made without pages and without the database. */
import type { Request, RequestHandler, Response } from 'express'
import { formatInstant } from '../platform/clock'
import { languages } from '../platform/i18n'
import { type PlainWords, plain } from '../platform/plain'
import { type Problem, problemBody, problemHeaders } from '../platform/problem'
import { maintenance, retryAfter } from '../platform/standing.server'

/** What the door for administrators is made of: signing in, and the files that its pages need. */
const OPEN =
  /^\/(?:sign-in(?:\/|\.data$|$)|sign-out(?:\.data)?$|assets\/|icon|language$|manifest\.webmanifest$)/

type Closed = {
  /** Whether whoever asks may go on; asked only of those with a cookie, and only while the portal is closed */
  mayPass?: (request: Request) => Promise<boolean>
  send: (response: Response, status: number, words: PlainWords) => void
}

/** Answers everything with the clear page while the portal is closed. */
export function closed({ mayPass, send }: Closed): RequestHandler {
  return async (request, response, next) => {
    if (maintenance().stage !== 'full' || OPEN.test(request.path)) return next()
    // Without the database nobody can be known: then it is closed for all.
    if (request.headers.cookie && (await mayPass?.(request).catch(() => false))) return next()
    response.set('Retry-After', String(retryAfter(maintenance(), new Date())))
    // Programs are told in the form in which the open interface tells everything else.
    if (/^\/api(?:\/|$)/.test(request.path)) {
      response.status(503).set(problemHeaders).send(problemBody(problemNow()))
      return
    }
    send(response, 503, wordsNow())
  }
}

/** What programs are told. */
function problemNow(): Problem {
  const words = (language: 'ja' | 'en') => {
    const { title, text } = plain.closed[language]
    const { until } = maintenance()
    const time =
      until && plain.closed_until[language].text.replace('{{until}}', formatInstant(until, language))
    return { title, detail: [text, time].filter(Boolean).join(' ') }
  }
  return { status: 503, ja: words('ja'), en: words('en') }
}

/** What the people are told, with the time until which it lasts where that was said. */
function wordsNow(): PlainWords {
  const { until, reason } = maintenance()
  const escaped = (text: string) => text.replace(/[<>&"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
  return Object.fromEntries(
    languages.map((language) => {
      const { title, text } = plain.closed[language]
      const time =
        until && plain.closed_until[language].text.replace('{{until}}', formatInstant(until, language))
      const why = reason && language === 'ja' ? escaped(reason) : ''
      return [language, { title, text: [text, time, why].filter(Boolean).join(' ') }]
    }),
  ) as PlainWords
}
