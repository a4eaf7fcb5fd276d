/** Texts of the area "seats". */
export const seats = {
  title: 'Seats',
};
