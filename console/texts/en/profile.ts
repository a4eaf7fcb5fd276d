/** Texts of the area "profile". */
export const profile = {
  title: 'My profile',
};
