/** English, complete. */
import accounts from './en/accounts.json'
import associations from './en/associations.json'
import errors from './en/errors.json'
import form from './en/form.json'
import notices from './en/notices.json'
import portal from './en/portal.json'

export default { accounts, associations, errors, form, notices, portal }
