/** Texts of the area "audit". */
export const audit = {
  title: 'Audit log',
};
