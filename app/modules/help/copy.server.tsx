/**
 * The copy for a device without a network: one file with its looks and its script inside, in one language, the same
 * for everybody. It names no other file, so that nothing else of the directory has to be kept.
 */
import { renderToStaticMarkup } from 'react-dom/server'
import { formatInstant } from '~/platform/clock'
import { htmlLang, type Language } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { useLanguage, useT, WordsProvider } from '~/ui/i18n'
import { COPY_STORE } from './copy-names'
import type { Service } from './queries/public.server'
import { callable, EXIT_ADDRESS, themes } from './rules'
import { describeHours } from './words'

/** Days after which a copy says that numbers may have changed. */
const COPY_OLD_DAYS = 30

const LOOKS = `
body{margin:0;font:1.2rem/1.6 sans-serif;color:#000;background:#fff}
main{max-width:44rem;margin:0 auto;padding:0 1rem 3rem}
a{color:#00118f;overflow-wrap:anywhere}
h1{font-size:1.6rem}h2{font-size:1.35rem;border-bottom:3px solid #000;padding-top:1.2rem}h3{font-size:1.2rem;margin:0}
.exit{position:sticky;top:0;display:block;padding:.8rem;background:#000;color:#fff;font-weight:700;text-align:center}
.call,button{display:inline-flex;align-items:center;min-height:3rem;padding:.2rem 1rem;border:3px solid #00118f;border-radius:10px;font:inherit;font-weight:700;background:#fff;color:#00118f}
li.one{margin:0 0 1rem;padding:.8rem;border:2px solid #000;border-radius:10px;list-style:none}
ul.all{padding:0}.note{padding:.6rem .8rem;border:3px solid #000;border-radius:8px;background:#ffe98a}p{margin:.4rem 0}
`

function CopyService({ service }: { service: Service }) {
  const t = useT()
  const language = useLanguage()
  const number = callable(service.phone)
  const hours = service.hours ? describeHours(service.hours, t, language) : []
  return (
    <li className="one">
      <h3>{service.name}</h3>
      <p>{service.summary}</p>
      {number && (
        <p>
          <a className="call" href={`tel:${number}`}>
            {t('help.service.call')} {service.phone}
          </a>
        </p>
      )}
      <p>
        {[...hours, service.hoursText].filter(Boolean).map((line) => (
          <span key={line}>
            {line}
            <br />
          </span>
        ))}
      </p>
      {service.ways.includes('visit') && <p>{service.address}</p>}
      {service.ways.includes('chat') && (
        <p>
          {t('help.way.chat')} <a href={service.chatUrl}>{service.chatUrl}</a>
        </p>
      )}
    </li>
  )
}

function Copy({
  services,
  at,
  demonstration,
}: {
  services: readonly Service[]
  at: Date
  demonstration: boolean
}) {
  const t = useT()
  const language = useLanguage()
  const urgent = services.filter((service) => service.urgent)
  const others = services.filter((service) => !service.urgent)
  // Each service once, under the first of its themes.
  const groups = themes.map((theme) => ({ theme, of: others.filter((one) => one.themes[0] === theme) }))
  return (
    <main>
      <a className="exit" href={EXIT_ADDRESS} rel="noreferrer">
        {t('help.exit.button')}
      </a>
      {demonstration && <p className="note">{t('help.invented')}</p>}
      <h1>{t('help.copy.title')}</h1>
      <p>{t('help.copy.at', { time: formatInstant(at, language) })}</p>
      <p className="note" data-old hidden>
        {t('help.copy.old')}
      </p>
      <p>
        <button type="button" data-forget hidden>
          {t('help.keep.forget')}
        </button>{' '}
        <span role="status" data-status data-gone={t('help.keep.gone')} />
      </p>
      <h2>{t('help.urgent.title')}</h2>
      <ul className="all">
        {urgent.map((service) => (
          <CopyService key={service.id} service={service} />
        ))}
      </ul>
      {groups.map(
        ({ theme, of }) =>
          of.length > 0 && (
            <section key={theme}>
              <h2>{t(`help.theme.${theme}`)}</h2>
              <ul className="all">
                {of.map((service) => (
                  <CopyService key={service.id} service={service} />
                ))}
              </ul>
            </section>
          ),
      )}
    </main>
  )
}

/** The script of the copy: its age, the exit in place, and how it is thrown away. */
const script = (at: Date) => `
var at=${at.getTime()},d=document,q=function(s){return d.querySelector(s)};
if(Date.now()-at>${COPY_OLD_DAYS * 86_400_000})q('[data-old]').hidden=false;
var out=function(){d.documentElement.style.visibility='hidden';location.replace(q('.exit').href)},e=0;
q('.exit').addEventListener('click',function(v){v.preventDefault();out()});
d.addEventListener('keydown',function(v){if(v.key!=='Escape'){e=0;return}var n=Date.now();if(n-e<2000)out();e=n});
if('caches' in window)caches.has('${COPY_STORE}').then(function(has){var b=q('[data-forget]');b.hidden=!has;
b.addEventListener('click',function(){caches.delete('${COPY_STORE}').then(function(){b.hidden=true;q('[data-status]').textContent=q('[data-status]').dataset.gone})})}).catch(function(){});
`

/** The whole file. */
export function copyPage(
  services: readonly Service[],
  at: Date,
  options: { language: Language; demonstration: boolean; nonce?: string },
): string {
  const { language, demonstration, nonce } = options
  const t = translator(language)
  const page = renderToStaticMarkup(
    <html lang={htmlLang(language)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{t('help.tab')}</title>
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: LOOKS }} />
      </head>
      <body>
        <WordsProvider language={language} t={t}>
          <Copy services={services} at={at} demonstration={demonstration} />
        </WordsProvider>
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: script(at) }} />
      </body>
    </html>,
  )
  return `<!doctype html>${page}`
}
