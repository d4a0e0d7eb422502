/**
 * The frame of the pages of 相談窓口. They stand without the portal's header: nothing in it says who is signed in, no
 * link carries where one has been, and the way out is always at hand.
 */
import type { ReactNode } from 'react'
import { htmlLang, languageNames, languages } from '~/platform/i18n'
import { useLanguage, useT } from '~/ui/i18n'
import { EXIT_ADDRESS } from './rules'

/** What every page of the directory is told by its loader. */
export type HelpPage = {
  /** The language that stands in the address; empty when it comes from the reader's browser */
  asked: string
  demonstration: boolean
}

/** An address of the directory that goes on in the language of this one. */
export const inLanguage = (href: string, asked: string) =>
  asked ? `${href}${href.includes('?') ? '&' : '?'}lang=${asked}` : href

export function QuickExit() {
  const t = useT()
  return (
    <div className="help-exit no-print">
      <a href={EXIT_ADDRESS} rel="noreferrer nofollow" data-exit>
        {t('help.exit.button')}
      </a>
      <p data-scripted hidden>
        {t('help.exit.keys')}
      </p>
    </div>
  )
}

export function HelpFrame(
  props: HelpPage & {
    /** The path of this page, for the choice of a language */
    at: string
    /** Address of the script */
    script: string
    children: ReactNode
  },
) {
  const { asked, demonstration, at, script, children } = props
  const t = useT()
  const language = useLanguage()
  return (
    <div className="help" data-help>
      <QuickExit />
      {demonstration && <p className="help-invented no-print">{t('help.invented')}</p>}
      <div id="help-body">{children}</div>
      <div className="help-foot no-print">
        <Hidden />
        <nav className="help-links" aria-label={t('portal.language')}>
          {languages.map((one) => (
            <a
              key={one}
              href={`${at}?lang=${one}`}
              lang={htmlLang(one)}
              hrefLang={htmlLang(one)}
              aria-current={one === language ? 'true' : undefined}
              data-replace
            >
              {languageNames[one]}
            </a>
          ))}
        </nav>
        <p className="help-links">
          <a href={inLanguage('/help/print', asked)} data-replace>
            {t('help.links.print')}
          </a>
          <a href="/">{t('help.links.portal')}</a>
        </p>
      </div>
      <p role="status" className="visually-hidden" data-said />
      <script src={script} defer />
    </div>
  )
}

/** 見たことを知られたくないとき: what is not kept, what is, and how to delete it. */
function Hidden() {
  const t = useT()
  const lines = (name: string) =>
    t(`help.trace.${name}`)
      .split('\n')
      .map((line) => <li key={line}>{line}</li>)
  return (
    <section className="help-trace" id="help-trace">
      <h2>{t('help.trace.title')}</h2>
      <h3>{t('help.trace.ours')}</h3>
      <ul>{lines('ours_lines')}</ul>
      <h3>{t('help.trace.yours')}</h3>
      <ul>{lines('yours_lines')}</ul>
      <details>
        <summary>{t('help.trace.clear')}</summary>
        <ul>{lines('clear_lines')}</ul>
      </details>
    </section>
  )
}
