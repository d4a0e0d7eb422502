/** 投稿のきまり: the rules in full, what becomes of a post that breaks them, and how often that was. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { HidingSums } from '~/modules/moderation/HidingSums'
import { hidingSums } from '~/modules/moderation/queries/public.server'
import { APPEAL_DAYS, postingRules } from '~/modules/moderation/rules'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const meta = titleMeta('moderation.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { today } = await currentActor(args)
  return hidingSums(today)
})

const steps = ['report', 'look', 'hide', 'appeal'] as const

export default function PostingRulesPage() {
  const sums = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={t('moderation.title')}
      lead={t('moderation.rules.page_lead')}
      crumbs={[{ href: '/exchange', label: t('exchange.title') }]}
    >
      <Banner tone="warning" title={t('moderation.rules.urgent')} />
      <h2>{t('moderation.rules.what')}</h2>
      {postingRules.map((rule) => (
        <section key={rule} className="posting-rule">
          <h3>{t(`moderation.rule.${rule}.title`)}</h3>
          <p>{t(`moderation.rule.${rule}.text`)}</p>
        </section>
      ))}
      <h2>{t('moderation.page.waits')}</h2>
      <p>{t('moderation.page.waits_text')}</p>
      <h2>{t('moderation.page.after')}</h2>
      <ol className="posting-steps">
        {steps.map((step, index) => (
          <li key={step} className="card">
            <h3>
              {index + 1}. {t(`moderation.page.step.${step}.title`)}
            </h3>
            <p>{t(`moderation.page.step.${step}.text`, { days: APPEAL_DAYS })}</p>
          </li>
        ))}
      </ol>
      <HidingSums {...sums} />
    </Page>
  )
}
