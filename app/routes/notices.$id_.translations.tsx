/** ほかの言葉の文: the five languages of a notice with how far each is, for those who write it. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { versionsForWriting } from '~/modules/notices/queries/versions.server'
import { interfaceLanguage } from '~/modules/notices/versions'
import { formatDay } from '~/platform/clock'
import { idParam, page } from '~/platform/http.server'
import { languageNames } from '~/platform/i18n'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Table, type Tone } from '~/ui/parts'

export const meta = titleMeta('notices.versions.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  return versionsForWriting(actor, idParam(args.params.id))
})

const tones = {
  none: 'neutral',
  written: 'info',
  reviewed: 'success',
  out_of_date: 'warning',
} as const satisfies Record<string, Tone>

export default function Translations() {
  const { id, title, mayWrite, versions } = useLoaderData<typeof loader>()
  const t = useT()
  const reader = useLanguage()
  return (
    <Page
      title={t('notices.versions.title')}
      lead={t('notices.versions.lead')}
      crumbs={[{ href: `/notices/${id}`, label: title || t('notices.desk.untitled') }]}
    >
      {!mayWrite && <p>{t('notices.versions.may_not')}</p>}
      <Table
        caption={t('notices.versions.caption')}
        head={['language', 'state', 'by', 'action'].map((name) => t(`notices.versions.head_${name}`))}
        rows={versions.map(({ language, state, writtenBy, changedOn }) => {
          const name = languageNames[interfaceLanguage(language)]
          const action = t(state === 'none' ? 'notices.versions.begin' : 'notices.versions.change')
          return [
            name,
            <Badge key="state" tone={tones[state]}>
              {t(`notices.versions.state_${state}`)}
            </Badge>,
            writtenBy && changedOn ? `${writtenBy} (${formatDay(changedOn, reader)})` : '',
            mayWrite && (
              <a key="action" href={`/notices/${id}/translations/${language}`}>
                {action}
                <span className="visually-hidden">: {name}</span>
              </a>
            ),
          ]
        })}
      />
    </Page>
  )
}
