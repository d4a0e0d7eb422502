/** Header and footer of every page, and the word that something was done. */
import { htmlLang, languageNames, languages } from '~/platform/i18n'
import { useLanguage, useT } from './i18n'
import { Banner, Icon, type IconName } from './parts'

type DoorTo = { href: string; label: string; icon: IconName }

/** The doors of the portal, in the order of use. */
const doors: readonly DoorTo[] = [
  { href: '/notices', label: 'portal.doors.notices', icon: 'bell' },
  { href: '/associations', label: 'portal.doors.associations', icon: 'people' },
  { href: '/exchange', label: 'portal.doors.exchange', icon: 'speech' },
  { href: '/openings', label: 'portal.doors.openings', icon: 'person' },
  { href: '/volunteering', label: 'portal.doors.volunteering', icon: 'calendar' },
  { href: '/aeds', label: 'portal.doors.aeds', icon: 'heart' },
]

function Mark({ logo }: { logo: boolean }) {
  if (logo) return <img src="/logo.svg" alt="" width="40" height="40" />
  return (
    <svg viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <rect width="40" height="40" rx="9" fill="var(--color-blue-900)" />
      <path d="M8 20.5 20 10l12 10.5V31H8Z" fill="#fff" />
      <path
        d="M14 31v-5.5a3 3 0 0 1 6 0V31m0-5.5a3 3 0 0 1 6 0V31"
        fill="none"
        stroke="var(--color-blue-900)"
        strokeWidth="2"
      />
      <circle cx="17" cy="20.3" r="1.9" fill="var(--color-blue-900)" />
      <circle cx="23" cy="20.3" r="1.9" fill="var(--color-blue-900)" />
    </svg>
  )
}

/** A menu that opens without a script. Its name stands in English too: who needs it may not read the page. */
function LanguageSwitch({ here, ruby }: { here: string; ruby: boolean }) {
  const t = useT()
  const current = useLanguage()
  return (
    <details className="language-switch">
      <summary>
        <Icon name="globe" /> {languageNames[current]}
        {current !== 'en' && (
          <span lang="en">
            <span className="visually-hidden"> / </span>Language
          </span>
        )}
      </summary>
      <form method="post" action="/language" aria-label={t('portal.language')}>
        <input type="hidden" name="next" value={here} />
        {languages.map((language) => (
          <button
            key={language}
            type="submit"
            name="language"
            value={language}
            lang={htmlLang(language)}
            aria-current={language === current ? 'true' : undefined}
          >
            {languageNames[language]}
          </button>
        ))}
        <button type="submit" name="ruby" value={ruby ? '0' : '1'}>
          {t(ruby ? 'portal.ruby.off' : 'portal.ruby.on')}
        </button>
      </form>
    </details>
  )
}

export function SiteHeader(props: {
  here: string
  ruby: boolean
  /** Whether the city has a mark of its own */
  logo: boolean
  user: { name: string } | null
  demonstration: boolean
  doors: { write: boolean; administration: boolean }
}) {
  const { here, user, demonstration } = props
  const t = useT()
  const path = here.split('?')[0] ?? '/'
  return (
    <header className="site-header">
      <a className="skip-link" href="#main">
        {t('portal.skip')}
      </a>
      {demonstration && (
        <div className="demo-banner">
          <p>{t('portal.demonstration')}</p>
        </div>
      )}
      <div className="site-bar">
        <a className="site-name" href="/">
          <Mark logo={props.logo} />
          {t('portal.name')}
        </a>
        <LanguageSwitch here={here} ruby={props.ruby} />
        {user ? (
          <a className="site-bar-link" href="/account">
            <Icon name="person" /> {t('portal.account_of', { name: user.name })}
          </a>
        ) : (
          <a className="site-bar-link" href={signInHref(here)}>
            <Icon name="person" /> {t('portal.sign_in')}
          </a>
        )}
      </div>
      <nav className="site-nav" aria-label={t('portal.doors.label')}>
        <ul>
          {doors.map((door) => (
            <Door key={door.href} {...door} path={path} />
          ))}
          {props.doors.write && <Door href="/desk" icon="pencil" label="portal.doors.desk" path={path} />}
          {props.doors.administration && (
            <Door href="/admin" icon="lock" label="portal.doors.administration" path={path} />
          )}
        </ul>
      </nav>
    </header>
  )
}

function Door({ href, icon, label, path }: DoorTo & { path: string }) {
  const t = useT()
  const current = path === href || path.startsWith(`${href}/`)
  return (
    <li>
      <a href={href} aria-current={current ? 'page' : undefined}>
        <Icon name={icon} /> {t(label)}
      </a>
    </li>
  )
}

function signInHref(here: string): string {
  return here.startsWith('/sign-in') || here === '/'
    ? '/sign-in'
    : `/sign-in?next=${encodeURIComponent(here)}`
}

export function SiteFooter() {
  const t = useT()
  return (
    <footer className="site-footer">
      <div>
        <p>
          <a className="emergency-link" href="/aeds/nearest">
            <Icon name="heart" /> {t('portal.emergency')}
          </a>{' '}
          <a className="help-link" href="/help">
            <Icon name="people" /> {t('portal.help')}
          </a>
        </p>
        <ul>
          <li>
            <a href="/about">{t('portal.footer.about')}</a>
          </li>
          <li>
            <a href="/privacy">{t('portal.footer.privacy')}</a>
          </li>
          <li>
            <a href="/accessibility">{t('portal.footer.accessibility')}</a>
          </li>
          <li>
            <a href="/indicators">{t('portal.footer.indicators')}</a>
          </li>
          <li>
            <a href="/plain">{t('readability.page.title')}</a>
          </li>
          <li>
            <a href="/subscriptions">{t('portal.footer.subscribe')}</a>
          </li>
          <li>
            <a href="/notices.rss">{t('portal.footer.feed')}</a>
          </li>
          <li>
            <a href="/developers">{t('portal.footer.developers')}</a>
          </li>
          <li>
            <a href="/offline">{t('portal.footer.offline')}</a>
          </li>
        </ul>
        <p>{t('portal.footer.by')}</p>
      </div>
    </footer>
  )
}

/** Says that something was done; an unknown word in the address says nothing. */
export function DoneBanner({ done }: { done: string }) {
  const t = useT()
  if (!/^[a-z_]{1,40}$/.test(done)) return null
  const key = `portal.done.${done}`
  const words = t(key)
  if (words === key) return null
  return (
    <div className="mb-5">
      <Banner tone="success" title={words} live />
    </div>
  )
}
