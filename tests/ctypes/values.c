/* The library behind values.h. */
#include "values.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
int filter(int l,int O,int I){return l+O+I;} int type(int t,int i,unsigned char b){return t+i+b;} int super(int a,int b,int c,int d){return a+b+c+d;}
int __dunder__(int c){return c;} int print(int o){return o;}
double use(struct Point*p,struct l*l){return (p?p->x:0)+(l?l->__x:0);} struct Point pass_point(struct Point p){p.x++;return p;}
struct packed packed_make(char a,int b){struct packed p={a,b,1.5,{2,3},{4,5,6}};return p;}
struct opaque{int v;};
int a_function_with_a_very_long_name_that_goes_on_and_on(unsigned long long a,const char*b,unsigned long long c){return (int)(a+(b?strlen(b):0)+c);}
char16_t c16(char16_t c){return c;} char32_t c32(char32_t c){return c;} wchar_t wc(wchar_t c){return c;}
float ff(float f){return f;} long double ld(long double x){return x;} signed char sc(signed char c){return c;} unsigned char uc(unsigned char c){return c;} short sh(short s){return s;} unsigned short ush(unsigned short s){return s;}
unsigned int ui(unsigned int x){return x;} long lg(long x){return x;} unsigned long ul(unsigned long x){return x;} long long ll(long long x){return x;} bool nb(bool b){return b;} char ch(char c){return c;} enum col co(enum col c){return c;}
static struct opaque O1={7}; static struct Point P1={1,2}; static int A[3]={10,20,30};
int outs(int*a,double*b,char*c,const char**d,struct opaque**e,struct Point*f,struct Point**g,void**h,char16_t*i,enum col*j,bool*k,int**l){*a=1;*b=2.5;*c='x';*d="text";*e=&O1;f->x=9;*g=&P1;*h=(void*)64;*i=0x20ac;*j=5;*k=1;*l=A;return 3;}
int inouts(int*a,char*c,const char**d,struct opaque**e,struct Point*f,void**h,double**dd){*a+=1;*c+=1;if(*d)*d+=1;if(!*e)*e=&O1;f->x+=1;*h=(char*)*h+8;if(*dd)(*dd)++;return 0;}
int sums(const int*a,int na,double*b,size_t n,const char*x){double s=0;for(int i=0;i<na;i++)s+=a[i];for(size_t i=0;i<n;i++){s+=b[i];b[i]=0;}return (int)s+(x?strlen(x):0);}
int split(size_t n,const unsigned short*a){int s=0;for(size_t i=0;i<n;i++)s+=a[i];return s;}
struct opaque*mk(int x){struct opaque*o=malloc(sizeof*o);o->v=x;return o;} int opv(struct opaque*o){return o?o->v:-1;} struct opaque*null_op(void){return 0;}
const char**texts_out(void){static const char*t[]={"a","b\xff",0};return t;} int**ipp(void){static int*p=A;return &p;} FILE*a_file(void){return stdin;}
int released(int x){return x;} int*perr(int x){errno=x;return x?0:A;} const char*terr(int x){return x?0:"ok";} struct opaque*herr(int x){return x?0:&O1;} int ncode(int x){return x;} int neg(int x){errno=2;return x;} long lcode(long x){return x;}
const char*values_strerror(int c){return c==1?"one":c==2?"two":0;}
static void thecb(int x){(void)x;} void cb(void(*f)(int)){if(f)f(1);} void(*getcb(void))(int){return thecb;}
int void_in(const void*p,size_t n){int s=0;for(size_t i=0;p&&i<n;i++)s+=((unsigned char*)p)[i];return s;} int void_inout(void*p,size_t n){if(p&&n)memset(p,1,n);return 0;}
int strs(const char*const*s,int n){int t=0;for(int i=0;i<n;i++)t+=s[i]?strlen(s[i]):0;return t;} int opsum(struct opaque*const*o,int n){int t=0;for(int i=0;i<n;i++)t+=o[i]?o[i]->v:0;return t;} int ptsum(struct Point**p,int n){int t=0;for(int i=0;i<n;i++)if(p[i]){t+=p[i]->x;p[i]->y=5;}return t;}
int fill_text(char*b,size_t n){if(b)memset(b,'z',n);return 0;}
int no_params(void){return 1;} void nothing(void){}
long double*ldp(void){static long double x[2]={1.5L,2.5L};return x;} wchar_t*wcp(void){static wchar_t w[3]=L"ab";return w;} bool*bp(void){static bool b[2]={1,0};return b;}
int chained(struct chain *c){return c!=0;}
