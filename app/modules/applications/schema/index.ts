/** 補助金の申請: what the forms may say. */
export {}
