/** Texts of the area "overview". */
export const overview = {
  title: 'Overview',
};
