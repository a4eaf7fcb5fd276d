/** Texts of the area "customization". */
export const customization = {
  title: 'Customization',
};
