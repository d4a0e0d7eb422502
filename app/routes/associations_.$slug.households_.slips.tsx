/** Slips with the codes of households: made by a button, seen once, cut apart and handed over. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import QRCode from 'qrcode'
import { QrPicture } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { issueCodes } from '~/modules/households/commands/codes.server'
import { registerOf } from '~/modules/households/queries/register.server'
import { CODE_DAYS } from '~/modules/households/rules'
import { Slips, type SlipView } from '~/modules/households/Slips'
import { slipForm } from '~/modules/households/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { CheckboxListField, CheckedForm, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMeta('households.slips.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { association, groups } = await registerOf(await currentActor(args), args.params.slug ?? '')
  return {
    association,
    households: groups.flatMap((group) =>
      group.households.map(({ id, name, hasCode }) => ({ id, name, hasCode, group: group.name })),
    ),
  }
})

export const action = formAction(async (args) => {
  const { household } = await readAndCheck(args, slipForm)
  const actor = requireUser(await currentActor(args))
  const { association } = await registerOf(actor, args.params.slug ?? '')
  const issued = await issueCodes(actor, association.id, household)
  // The address on the slip holds no code: an address is kept by browsers and proxies.
  const address = `${settings().PUBLIC_URL}/household`
  const svg = await QRCode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  return { slips: issued satisfies SlipView[], svg, address: address.replace(/^https?:\/\//, '') }
})

export default function HouseholdSlips() {
  const { association, households } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const register = `/associations/${association.slug}/households`
  const made = answer && 'slips' in answer ? answer : null
  return (
    <Page
      title={t('households.slips.title')}
      lead={t('households.slips.lead')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: register, label: t('households.register.title') },
      ]}
    >
      {made ? (
        <>
          <div className="no-print">
            <Banner tone="warning" title={t('households.slips.once')} live />
            <p className="actions">
              <LinkButton href={register}>{t('households.slips.back')}</LinkButton>
            </p>
          </div>
          <Slips
            slips={made.slips}
            association={association.name}
            address={made.address}
            picture={<QrPicture svg={made.svg} label={t('households.slips.qr_label')} />}
          />
        </>
      ) : (
        <>
          <p>{t('households.slips.help', { days: CODE_DAYS })}</p>
          <CheckedForm schema={slipForm} answer={answer}>
            {households.length > 0 && (
              <CheckboxListField
                name="household"
                label={t('households.slips.households')}
                support={t('households.slips.households_support')}
                options={households.map(({ id, name, group, hasCode }) => ({
                  value: String(id),
                  label: name,
                  support: hasCode ? `${group} / ${t('households.register.code_out')}` : group,
                }))}
              />
            )}
            <SubmitButton>{t('households.slips.submit')}</SubmitButton>
          </CheckedForm>
        </>
      )}
    </Page>
  )
}
