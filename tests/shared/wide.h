/* Lines that do not fit into 88 columns, each of another shape. */
struct a_struct_with_a_name_of_about_forty_letters { int x; };
struct another_struct_with_a_name_of_about_forty { struct a_struct_with_a_name_of_about_forty_letters *first; };
const struct a_struct_with_a_name_of_about_forty_letters *
a_function_with_a_name_of_fifty_letters_or_a_bit_more(void);
int a_function_of_two_structs_with_long_names(
    const struct a_struct_with_a_name_of_about_forty_letters *one,
    struct another_struct_with_a_name_of_about_forty *const *another_parameter);
int a_function_with_a_name_that_alone_is_longer_than_the_line_is_allowed_to_be_at_all_here(void);
void three_results_of_one_function_that_has_a_long_name(
    int *the_first_result, double *the_second_result,
    const struct a_struct_with_a_name_of_about_forty_letters **the_third_result);
#define A_MACRO_WITH_A_LONG_TEXT "a text that is longer than a line of Python is allowed to be, twice over, and so on"
