/** When, where, who invites and who is invited; the address of the online room only for those who come. */
import { formatDay, formatSpan } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, DataList, Icon, LinkButton } from '~/ui/parts'
import type { TalkPage } from './queries/talk.server'
import { lastDay } from './rules'

export function TalkFacts({ page }: { page: TalkPage }) {
  const { talk, host } = page
  const t = useT()
  const language = useLanguage()
  const { latitude, longitude } = talk
  // The address of the national map: zoom, latitude, longitude; its cross marks the middle.
  const map =
    latitude !== null && longitude !== null
      ? `https://maps.gsi.go.jp/#17/${latitude.toFixed(6)}/${longitude.toFixed(6)}/&base=std`
      : null
  return (
    <>
      <DataList
        rows={[
          [
            t('talks.facts.when'),
            <strong key="when">{formatSpan(talk.startsAt, talk.endsAt, language)}</strong>,
          ],
          [
            t('talks.facts.where'),
            talk.place && (
              <>
                {talk.place}
                {map && (
                  <>
                    {' '}
                    <a href={map} className="inline-block py-2">
                      <Icon name="place" /> {t('talks.facts.map')}
                    </a>
                  </>
                )}
              </>
            ),
          ],
          [
            t('talks.facts.online'),
            talk.online &&
              !talk.onlineUrl &&
              (talk.state === 'announced' ? t('talks.facts.online_later') : t('talks.facts.online_was')),
          ],
          [t('talks.facts.host'), talk.association.name],
          [t('talks.facts.audience'), t('talks.facts.audience_all', { name: talk.audience.name })],
          [t('talks.facts.answer_by'), talk.state === 'announced' && formatDay(lastDay(talk), language)],
        ].map(([label, node]) => [String(label), node === false ? null : node] as const)}
      />
      {talk.onlineUrl && talk.state !== 'held' && (
        <Banner tone="info" title={t('talks.facts.online_room')}>
          <p>{t(host ? 'talks.facts.online_host' : 'talks.facts.online_secret')}</p>
          <LinkButton href={talk.onlineUrl} variant="primary">
            {t('talks.facts.online_open')}
          </LinkButton>
        </Banner>
      )}
    </>
  )
}
