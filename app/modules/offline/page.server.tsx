/**
 * つながらないとき: one file with its looks and its script inside, in one language, the same for everybody. A phone
 * keeps it (public/sw.js); it names no other file, and leads to the other pages that a phone may have kept.
 */
import { renderToStaticMarkup } from 'react-dom/server'
import type { ShelterPin } from '~/modules/halls/queries/pins.server'
import type { NoticeItem } from '~/modules/notices/queries/list.server'
import { dayOf, formatDay, formatInstant } from '~/platform/clock'
import { htmlLang, type Language } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { OFFLINE_SCRIPT } from './script'

const LOOKS = `
body{margin:0;font:1.1rem/1.7 sans-serif;color:#000;background:#fff}
main{max-width:44rem;margin:0 auto;padding:0 1rem 3rem}
a{color:#00118f;overflow-wrap:anywhere}h1{font-size:1.6rem}h2{font-size:1.35rem;border-bottom:3px solid #000;padding-top:1.2rem}
h3{font-size:1.15rem;margin:0}p{margin:.4rem 0}
.door,button{display:flex;align-items:center;min-height:3rem;padding:.2rem 1rem;margin:.6rem 0;border:3px solid #00118f;border-radius:10px;font:inherit;font-weight:700;background:#fff;color:#00118f}
.first{background:#ba000a;border-color:#ba000a;color:#fff}
ul{padding:0}li{margin:0 0 .8rem;padding:.7rem .8rem;border:2px solid #666;border-radius:10px;list-style:none}
.small{font-size:1rem;color:#333}[hidden]{display:none}
`

const DIRECTIONS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const

type OfflineContent = { notices: readonly NoticeItem[]; shelters: readonly ShelterPin[]; at: Date }

/** The page as a file. @param nonce of the answer with which it is sent, and kept */
export function offlinePage(
  { notices, shelters, at }: OfflineContent,
  { language, nonce }: { language: Language; nonce: string | undefined },
): string {
  const t = translator(language)
  const words = JSON.stringify({
    away: t('offline.away', { metres: '@m', direction: '@d' }),
    directions: DIRECTIONS.map((one) => t(`aeds.direction.${one}`)),
    failed: t('offline.not_found'),
    kept: t('offline.kept'),
  })
  const page = renderToStaticMarkup(
    <html lang={htmlLang(language)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${t('offline.title')} | ${t('portal.name')}`}</title>
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: LOOKS }} />
      </head>
      <body>
        <main>
          <h1>{t('offline.title')}</h1>
          <p>{t('offline.lead', { at: formatInstant(at, language) })}</p>
          <p id="kept" className="small" role="status" />
          <a className="door first" href="/aeds/nearest">
            {t('offline.aed')}
          </a>
          <a className="door" href="#shelters">
            {t('offline.shelters')}
          </a>
          <a className="door" href="/help">
            {t('offline.help')}
          </a>
          <h2>{t('offline.notices')}</h2>
          {notices.length === 0 && <p>{t('offline.no_notices')}</p>}
          <ul>
            {notices.map((notice) => (
              <li key={notice.id}>
                <h3 lang="ja">{notice.title}</h3>
                <p className="small">
                  {formatDay(dayOf(notice.publishedAt), language)} <span lang="ja">{notice.publisher}</span>
                </p>
                <p lang="ja">{notice.excerpt}</p>
                {notice.actionText && (
                  <p lang="ja">
                    <strong>{notice.actionText}</strong>
                    {notice.actionBy && ` (${formatDay(notice.actionBy, language)})`}
                  </p>
                )}
                {notice.eventStartsAt && (
                  <p>
                    {formatInstant(notice.eventStartsAt, language)} <span lang="ja">{notice.eventPlace}</span>
                  </p>
                )}
              </li>
            ))}
          </ul>
          <h2 id="shelters">{t('offline.shelters')}</h2>
          <p>{shelters.length > 0 ? t('offline.shelters_text') : t('offline.no_shelters')}</p>
          <button id="near" type="button" hidden data-words={words}>
            {t('offline.near')}
          </button>
          <p id="failed" role="status" />
          <ul id="list">
            {shelters.map((shelter) => (
              <li key={shelter.name} data-at={`${shelter.latitude},${shelter.longitude}`}>
                <h3 lang="ja">{shelter.name}</h3>
                <p>
                  {[shelter.site && t('offline.site'), shelter.shelter && t('offline.shelter')]
                    .filter(Boolean)
                    .join(' / ')}{' '}
                  <strong className="away" />
                </p>
              </li>
            ))}
          </ul>
          <a className="door" href="/">
            {t('offline.home')}
          </a>
        </main>
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: OFFLINE_SCRIPT }} />
      </body>
    </html>,
  )
  return `<!doctype html>${page}`
}
