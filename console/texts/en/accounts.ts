/** Texts of the area "accounts". */
export const accounts = {
  title: 'Accounts',
};
