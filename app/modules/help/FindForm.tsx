/**
 * さがす: in plain words, by what has happened, or by theme. Sent in the body, so that no word of it stands in an
 * address, in the browser's history or in the log of a machine on the way.
 */
import { useT } from '~/ui/i18n'
import { inLanguage } from './HelpFrame'
import { situationKeys, themes } from './rules'
import { type Find, QUERY_MAX } from './schema'

export function FindForm({ find, asked }: { find: Find; asked: string }) {
  const t = useT()
  return (
    <form method="post" action={inLanguage('/help', asked)} className="help-find" data-inside>
      <label htmlFor="help-q">{t('help.find.label')}</label>
      <p className="help-small" id="help-q-support">
        {t('help.find.support')}
      </p>
      <div>
        <input
          id="help-q"
          name="q"
          type="search"
          defaultValue={find.q}
          maxLength={QUERY_MAX}
          // What was typed here must not be offered to whoever types here next.
          autoComplete="off"
          aria-describedby="help-q-support"
        />
        <button type="submit">{t('help.find.button')}</button>
      </div>
    </form>
  )
}

/** Buttons, because a link would leave the choice in the browser's history. */
export function SituationButtons({ find, asked }: { find: Find; asked: string }) {
  const t = useT()
  return (
    <form method="post" action={inLanguage('/help', asked)} data-inside>
      <h2>{t('help.situations')}</h2>
      <ul className="help-situations">
        {situationKeys.map((key) => (
          <li key={key}>
            <button type="submit" name="situation" value={key} aria-pressed={find.situation === key}>
              {t(`help.situation.${key}`)}
            </button>
          </li>
        ))}
      </ul>
      <details open={find.theme !== undefined}>
        <summary>{t('help.themes')}</summary>
        <ul className="help-theme-list">
          {themes.map((theme) => (
            <li key={theme}>
              <button type="submit" name="theme" value={theme} aria-pressed={find.theme === theme}>
                {t(`help.theme.${theme}`)}
              </button>
            </li>
          ))}
        </ul>
      </details>
    </form>
  )
}

/** この端末に置く: on wish alone, because a copy on a telephone is a trace. Filled and shown by the script. */
export function KeepBox() {
  const t = useT()
  const word = (name: string) => t(`help.keep.${name}`)
  return (
    <section className="help-keep no-print" data-keep hidden>
      <h2>{word('title')}</h2>
      <p>{word('text')}</p>
      <p>
        <strong>{word('warning')}</strong>
      </p>
      <p data-kept hidden data-words={t('help.keep.kept', { day: '@day' })} />
      <p>
        <button type="button" data-keep-now>
          {word('button')}
        </button>{' '}
        <button type="button" data-forget hidden>
          {word('forget')}
        </button>
      </p>
      <p
        role="status"
        data-keep-status
        data-done={word('done')}
        data-gone={word('gone')}
        data-failed={word('failed')}
      />
    </section>
  )
}
