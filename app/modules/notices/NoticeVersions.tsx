/** In which languages a notice can be read, who stands for the words, and the switch for readings over kanji. */
import { formatDay } from '~/platform/clock'
import { languageNames } from '~/platform/i18n'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, Icon } from '~/ui/parts'
import type { NoticeText } from './queries/versions.server'
import { interfaceLanguage, type VersionLanguage, versionLang } from './versions'

export function NoticeVersions(props: {
  id: number
  text: NoticeText
  /** Where the page is, to come back to */
  here: string
  mayWrite: boolean
}) {
  const { id, text, here, mayWrite } = props
  const t = useT()
  const plainJapanese = text.shown === 'ja' && text.others.length === 0 && !text.missing
  return (
    <>
      {text.missing && <Banner tone="info" title={t('notices.versions.missing')} />}
      {text.outOfDate && (
        <Banner tone="warning" title={t('notices.versions.out_of_date')}>
          <p>
            <a href={`/notices/${id}?version=ja`}>{t('notices.versions.read_japanese')}</a>
          </p>
        </Banner>
      )}
      {text.credit && <Credit credit={text.credit} />}
      {(!plainJapanese || text.ruby !== null || mayWrite) && (
        <div className="notice-versions no-print">
          {text.others.length > 0 && <Others id={id} others={text.others} />}
          {text.ruby !== null && <RubySwitch on={text.ruby} here={here} />}
          {mayWrite && (
            <a href={`/notices/${id}/translations`} className="notice-version">
              <Icon name="pencil" /> {t('notices.versions.write')}
            </a>
          )}
        </div>
      )}
    </>
  )
}

function Others({ id, others }: { id: number; others: readonly (VersionLanguage | 'ja')[] }) {
  const t = useT()
  return (
    <nav aria-label={t('notices.versions.label')}>
      <Icon name="globe" />
      <ul>
        {others.map((language) => (
          <li key={language}>
            <a
              className="notice-version"
              href={`/notices/${id}?version=${language}`}
              lang={versionLang(language)}
              hrefLang={versionLang(language)}
            >
              {languageNames[interfaceLanguage(language)]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Credit({ credit }: { credit: NonNullable<NoticeText['credit']> }) {
  const t = useT()
  const language = useLanguage()
  const { writtenBy, writtenOn, reviewedBy, reviewedOn } = credit
  return (
    <p className="support">
      {t('notices.versions.written_by', { name: writtenBy, day: formatDay(writtenOn, language) })}{' '}
      {reviewedBy && reviewedOn
        ? t('notices.versions.reviewed_by', { name: reviewedBy, day: formatDay(reviewedOn, language) })
        : t('notices.versions.not_reviewed')}{' '}
      {t('notices.versions.japanese_counts')}
    </p>
  )
}

/** Readings over the kanji, on or off: remembered by a cookie. */
function RubySwitch({ on, here }: { on: boolean; here: string }) {
  const t = useT()
  return (
    <form method="post" action="/language">
      <input type="hidden" name="next" value={here} />
      <button type="submit" name="ruby" value={on ? '0' : '1'} className="notice-version">
        {t(on ? 'portal.ruby.off' : 'portal.ruby.on')}
      </button>
    </form>
  )
}
