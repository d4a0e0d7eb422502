/** Roles of the city, the centre and the administration: who has which, appointing, ending. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { resetSecondFactor } from '~/modules/accounts/commands/second-factor.server'
import { appointStaff, endAppointment } from '~/modules/accounts/commands/staff.server'
import { AdminPage, ConfirmPost, KeptBanner } from '~/modules/accounts/parts'
import { staffOf } from '~/modules/accounts/queries/administration.server'
import { staffRoles } from '~/modules/accounts/rules'
import { linkRequest, staffAppointment } from '~/modules/accounts/schema'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { formatDay } from '~/platform/clock'
import { rowId } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Badge, Banner, Table } from '~/ui/parts'

export const meta = titleMeta('accounts.staff.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [found, kept] = await Promise.all([staffOf(await currentActor(args)), keptFields(args.request)])
  return { ...found, defaults: kept ?? {}, kept: kept !== undefined }
})

const ended = z.object({ id: rowId })

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  if (fields.intent === 'end') {
    await endAppointment(actor, check(ended, fields).id)
    return redirect('/admin/staff?done=appointment_ended')
  }
  if (fields.intent === 'reset') {
    await resetSecondFactor(actor, check(linkRequest, fields).email)
    return redirect('/admin/staff?done=second_factor_reset')
  }
  await appointStaff(actor, check(staffAppointment, fields))
  return redirect('/admin/staff?done=appointed')
})

export default function Staff() {
  const { staff, administrators, defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  return (
    <AdminPage title={t('accounts.staff.title')} lead={t('accounts.staff.lead')}>
      {administrators < 2 && (
        <Banner tone="warning" title={t('accounts.staff.two_title')}>
          <p>{t('accounts.staff.two_text')}</p>
        </Banner>
      )}
      <Table
        caption={t('accounts.staff.caption')}
        head={[
          t('accounts.staff.role'),
          t('accounts.account.name'),
          t('accounts.staff.until'),
          t('accounts.second_factor.title'),
          t('accounts.staff.end'),
        ]}
        rows={staff.map((row) => [
          t(`accounts.role.${row.role}`),
          <div key="name">
            {row.name}
            <br />
            <span className="support">{row.email}</span>
          </div>,
          row.endsOn ? formatDay(row.endsOn, language) : t('accounts.staff.no_end'),
          row.secondFactor === 'missing' ? (
            <Badge key="factor" tone="warning">
              {t('accounts.staff.factor.missing')}
            </Badge>
          ) : (
            t(`accounts.staff.factor.${row.secondFactor}`)
          ),
          row.role === 'administrator' && administrators < 2 ? (
            t('accounts.staff.last')
          ) : (
            <ConfirmPost
              key="end"
              summary={t('accounts.staff.end')}
              label={t('accounts.staff.end_submit', { name: row.name, role: t(`accounts.role.${row.role}`) })}
              fields={{ intent: 'end', id: row.id }}
            />
          ),
        ])}
      />
      <h2>{t('accounts.staff.appoint')}</h2>
      <p>{t('accounts.staff.appoint_text')}</p>
      <KeptBanner kept={kept} />
      <CheckedForm answer={answer} defaults={defaults}>
        <TextField
          name="email"
          type="email"
          label={t('accounts.email.label')}
          support={t('accounts.staff.email_support')}
          required
          inputMode="email"
        />
        <SelectField
          name="role"
          label={t('accounts.staff.role')}
          required
          emptyLabel={t('accounts.staff.choose_role')}
          options={staffRoles.map((role) => ({ value: role, label: t(`accounts.role.${role}`) }))}
        />
        <TextField
          name="endsOn"
          type="date"
          label={t('accounts.staff.ends_on')}
          support={t('accounts.staff.ends_support')}
        />
        <div className="actions">
          <SubmitButton name="intent" value="appoint">
            {t('accounts.staff.appoint_submit')}
          </SubmitButton>
        </div>
        <details>
          <summary>{t('accounts.staff.reset')}</summary>
          <p>{t('accounts.staff.reset_text')}</p>
          <SubmitButton name="intent" value="reset" variant="danger" unchecked>
            {t('accounts.staff.reset_submit')}
          </SubmitButton>
        </details>
      </CheckedForm>
    </AdminPage>
  )
}
