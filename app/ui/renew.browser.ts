/**
 * 新しい版: tells, on a page with something to fill in, that a newer portal stands behind it. The page never loads itself
 * anew: whoever writes presses the button when it suits, and what was written stays.
 */
import { isLanguage, translatorOf } from '~/platform/i18n'

const STORE = 'renewed-form'
/** Neither secrets nor what the portal itself puts into a form is kept. */
const LEFT_OUT = new Set(['password', 'file', 'hidden', 'submit', 'button', 'reset', 'image'])

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
type Kept = { page: string; fields: [form: number, name: string, nth: number, value: string | boolean][] }

const here = () => location.pathname + location.search
const postForms = () => [...document.forms].filter((form) => form.method === 'post')

/** The fields of a form that hold what was written, each with its place among those of its name. */
function fieldsOf(form: HTMLFormElement): { field: Field; name: string; nth: number }[] {
  const count = new Map<string, number>()
  return [...form.elements].flatMap((field) => {
    const isField =
      field instanceof HTMLInputElement ||
      field instanceof HTMLSelectElement ||
      field instanceof HTMLTextAreaElement
    if (!isField || !field.name || LEFT_OUT.has(field.type)) return []
    const nth = count.get(field.name) ?? 0
    count.set(field.name, nth + 1)
    return [{ field, name: field.name, nth }]
  })
}

const isTicked = (field: Field): field is HTMLInputElement =>
  field.type === 'checkbox' || field.type === 'radio'

function keep(): void {
  const kept: Kept = { page: here(), fields: [] }
  for (const [index, form] of postForms().entries())
    for (const { field, name, nth } of fieldsOf(form))
      kept.fields.push([index, name, nth, isTicked(field) ? field.checked : field.value])
  sessionStorage.setItem(STORE, JSON.stringify(kept))
}

/** Puts back what was written before the page was loaded anew. */
function giveBack(): void {
  const text = sessionStorage.getItem(STORE)
  if (!text) return
  sessionStorage.removeItem(STORE)
  const { page, fields }: Kept = JSON.parse(text)
  if (page !== here()) return
  const forms = postForms()
  for (const [index, name, nth, value] of fields) {
    const form = forms[index]
    const field = form && fieldsOf(form).find((one) => one.name === name && one.nth === nth)?.field
    if (!field) continue
    if (isTicked(field)) field.checked = value === true
    else field.value = String(value)
    field.dispatchEvent(new Event(isTicked(field) ? 'change' : 'input', { bubbles: true }))
  }
}

const holdsFile = () =>
  postForms().some((form) =>
    [...form.elements].some((one) => one instanceof HTMLInputElement && (one.files?.length ?? 0) > 0),
  )

function show(): void {
  if (document.getElementById('renew')) return
  const { language } = document.documentElement.dataset
  const t = translatorOf(isLanguage(language) ? language : 'ja')
  const bar = document.createElement('div')
  bar.id = 'renew'
  bar.className = 'banner renew-bar no-print'
  bar.setAttribute('role', 'status')
  const words = document.createElement('p')
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button button-secondary'
  button.textContent = t('offline.update.button')
  words.textContent = `${t('offline.update.title')} ${t('offline.update.keeps')}`
  button.addEventListener('click', () => {
    if (holdsFile()) {
      words.textContent = t('offline.update.file')
      button.remove()
      return
    }
    keep()
    location.reload()
  })
  bar.append(words, button)
  document.body.append(bar)
}

/** Begins to listen, once the page has come to life. */
export function renew(): void {
  try {
    giveBack()
  } catch {
    // A browser without storage keeps nothing, and nothing is to be given back.
  }
  if (!navigator.serviceWorker?.controller) return
  navigator.serviceWorker.addEventListener('controllerchange', show)
}
