/** Texts of the area "drift". */
export const drift = {
  title: 'Drift',
};
